// Package catalogue holds the verbs on services: what an office promises is drafted, submitted, verified by somebody else,
// published and superseded, found by citizens, and brought in and out as files.
package catalogue

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"sync/atomic"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/service"
	"tuntas/internal/serviceio"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// Catalogue knows the services. It is safe for concurrent use.
type Catalogue struct {
	store *store.Store
	atlas *atlas.Atlas
	now   civic.Now
	words atomic.Pointer[lexicon]
}

// New puts the verbs together.
func New(s *store.Store, a *atlas.Atlas, now civic.Now) *Catalogue {
	return &Catalogue{store: s, atlas: a, now: now}
}

// Head is a version of a service as lists show it.
type Head = store.ServiceHead

// Entry is a version of a service with all that can be read out of its record.
type Entry struct {
	Head
	Record   json.RawMessage // as it came
	Standard service.Service
	Judged   service.Judgement
}

// entryOf reads a version. Its record was read before it was kept.
func entryOf(v *store.ServiceVersion) (Entry, error) {
	e := Entry{Head: v.ServiceHead, Record: json.RawMessage(v.Document)}
	var err error
	if e.Standard, err = (serviceio.Entry{Source: e.Record}).Service(); err != nil {
		return e, err
	}
	e.Judged = service.Judge(e.Standard)
	return e, nil
}

// versionOf makes a version of a record, and reads out of it what is searched and listed. Errors: invalid with the field.
func versionOf(id civic.ID, no int, record json.RawMessage) (*store.ServiceVersion, error) {
	s, err := (serviceio.Entry{Source: record}).Service()
	if err != nil {
		return nil, err
	}
	j := service.Judge(s)
	v := &store.ServiceVersion{Document: string(record), ServiceHead: Head{Service: id, No: no, State: service.Draft, Name: titleOf(s), Digest: digest(record),
		Online: service.Filled(s.Online), Delivery: j.Delivery, Filled: j.All}}
	if t := j.Time; t != nil {
		v.Unit = t.Unit
		if t.Min != nil {
			v.TimeMin = *t.Min
		}
		if t.Max != nil {
			v.TimeMax = *t.Max
		}
	}
	v.Free = j.Fee != nil && j.Fee.IsFree
	return v, nil
}

// titleOf is the name under which people know a service.
func titleOf(s service.Service) string {
	for _, name := range []string{s.Name, s.Published} {
		if service.Filled(name) {
			return oneLine(service.Plain(name))
		}
	}
	return oneLine(service.Plain(s.Name))
}

func digest(record json.RawMessage) string {
	sum := sha256.Sum256(record)
	return hex.EncodeToString(sum[:])
}

// scope is which services an officer may see: those of the own agency and below. Errors: forbidden for who has no part in
// the catalogue.
func (c *Catalogue) scope(ctx context.Context, who civic.Actor) (store.AgencyScope, error) {
	switch who.Role {
	case civic.RoleSystem, civic.RoleNationalAdmin:
		return store.AgencyScope{Desk: c.atlas.Current(ctx).Tree.National(), All: true}, nil
	case civic.RoleAgencyAdmin, civic.RoleLiaison, civic.RoleUnitOfficer, civic.RoleAgencyHead, civic.RoleSupervisor:
		return store.AgencyScope{Desk: who.Desk, Remit: who.Remit}, nil
	default:
		return store.AgencyScope{}, civic.Forbidden("error.forbidden")
	}
}

// MayWrite tells whether somebody drafts and submits services of the own scope.
func MayWrite(who civic.Actor) bool {
	return who.Role == civic.RoleLiaison || who.Role == civic.RoleUnitOfficer || MayJudge(who)
}

// MayJudge tells whether somebody answers for the catalogue of the own scope: verifies, returns, publishes, suspends and
// withdraws.
func MayJudge(who civic.Actor) bool {
	return who.Role == civic.RoleAgencyAdmin || who.Role == civic.RoleNationalAdmin || who.Role == civic.RoleSystem
}

// trace is what the audit log keeps of a version: where it stands, and by its digest what it says.
type trace struct {
	No     int           `json:"no"`
	State  service.State `json:"state"`
	Digest string        `json:"digest"`
	Note   string        `json:"note,omitempty"`
	Reason string        `json:"reason,omitempty"`
}

// log queues the event of a step; before is nil for a version that begins.
func (c *Catalogue) log(tx *sqldb.Tx, who civic.Actor, before, after *Head) error {
	tell := func(h *Head) ([]byte, error) {
		if h == nil {
			return []byte("null"), nil
		}
		return json.Marshal(trace{h.No, h.State, h.Digest, h.Note, h.Reason})
	}
	was, err := tell(before)
	if err != nil {
		return err
	}
	is, err := tell(after)
	if err != nil {
		return err
	}
	now := c.now()
	c.store.LogChange(tx, store.Change{ID: c.store.NewID(now), At: store.Micros(now), Officer: who.Officer, Subject: "service", SubjectID: after.Service.String(),
		Before: string(was), After: string(is)})
	return nil
}
