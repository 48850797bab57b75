package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/mail"
	"strings"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/evidence"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// Identity is who reports. It lies in the vault only.
type Identity struct {
	Name  string `json:"name,omitempty"`
	Email string `json:"email,omitempty"`
	Phone string `json:"phone,omitempty"`
}

// Empty tells whether nothing at all was given.
func (i Identity) Empty() bool { return i == Identity{} }

// Request is one submission as a door hands it in.
type Request struct {
	civic.Submission
	Identity Identity
	Files    []evidence.File
	Key      string // Idempotency-Key, "" none
	Caller   string // who may use that key again, such as an address or a token
}

// Receipt is what the reporter gets: the legal receipt (tanda terima, UU 25/2009), with every promise.
type Receipt struct {
	Report   civic.Report
	Code     civic.TrackingCode
	Alias    civic.Alias
	PIN      civic.PIN
	Promises []civic.Promise
	Repeated bool // the same request had come before; nothing new was made
}

// Submit takes a report in. When it returns, the report, its files, its history and
// the notices it causes are durable, or none of it is.
// Errors: invalid with the field, conflict when the key was used for another request.
func (in *Intake) Submit(ctx context.Context, who civic.Actor, req Request) (Receipt, error) {
	req, err := in.check(ctx, req)
	if err != nil {
		return Receipt{}, err
	}
	if req.Key != "" {
		if got, found, err := in.repeated(ctx, req); found || err != nil {
			return got, err
		}
	}
	for try := 0; ; try++ {
		got, err := in.submitOnce(ctx, who, req)
		if !sqldb.IsUnique(err) {
			return got, err
		}
		// Somebody else used the same key a moment ago, or (one in 10^15) the same code was drawn twice.
		if req.Key != "" {
			if got, found, err := in.repeated(ctx, req); found || err != nil {
				return got, err
			}
		}
		// The one who was faster may not be on disk yet: its answer appears with the commit that holds it.
		if werr := wait(ctx, repeatPause); werr != nil {
			return Receipt{}, werr
		}
		if try == repeatTries {
			return Receipt{}, fmt.Errorf("intake: no free code: %w", err)
		}
	}
}

// The same request twice at once: how often and how long the slower one waits for the answer of the faster.
const (
	repeatTries = 200
	repeatPause = 10 * time.Millisecond
)

func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// check tidies and validates everything that a door handed in.
func (in *Intake) check(ctx context.Context, req Request) (Request, error) {
	req.Submission = req.Tidy()
	m := in.atlas.Current(ctx)
	zone := civic.ZoneOfProvince(req.Place.Region)
	if err := req.Check(civic.DateOf(in.now(), zone)); err != nil {
		return req, err
	}
	if req.Place.Region != "" {
		chain, err := in.atlas.RegionChain(ctx, req.Place.Region)
		if err != nil {
			return req, err
		}
		if len(chain) == 0 || chain[0].Code != req.Place.Region {
			return req, civic.Invalid("region_code", "error.region_unknown")
		}
	}
	if req.Named != 0 {
		if a, ok := m.Tree.Get(req.Named); !ok || !a.Active {
			return req, civic.Invalid("agency_id", "error.agency_unknown")
		}
	}
	if a, ok := m.Tree.Get(req.Against); req.Against != 0 && (!ok || a.Tier == 0) {
		return req, civic.Invalid("against_id", "error.agency_unknown")
	}
	if req.Topic != 0 {
		if t, ok := m.Topic(req.Topic); !ok || !t.Active {
			return req, civic.Invalid("topic_id", "error.topic_unknown")
		}
	}
	if len(req.Files) > evidence.MaxFiles {
		return req, civic.Invalid("files", "error.files_too_many", "max", evidence.MaxFiles)
	}
	var err error
	req.Identity, err = req.Identity.tidy()
	req.Mailable = req.Identity.Email != ""
	return req, err
}

// CheckIdentity tells what is wrong with a name or a contact before the rest is there.
// Errors: invalid with the field.
func (in *Intake) CheckIdentity(i Identity) error {
	_, err := i.tidy()
	return err
}

func (i Identity) tidy() (Identity, error) {
	i.Name = strings.Join(strings.Fields(civic.TidyText(i.Name)), " ")
	i.Email = strings.ToLower(strings.TrimSpace(i.Email))
	i.Phone = strings.TrimSpace(i.Phone)
	if len(i.Name) > 200 {
		return i, civic.Invalid("reporter.name", "error.too_long", "max", 200)
	}
	if i.Email != "" {
		a, err := mail.ParseAddress(i.Email)
		if err != nil || a.Address != i.Email || len(i.Email) > 254 || !strings.Contains(i.Email[strings.LastIndexByte(i.Email, '@'):], ".") {
			return i, civic.Invalid("reporter.email", "error.email_wrong")
		}
	}
	if i.Phone != "" {
		digits := strings.Map(func(c rune) rune {
			if c >= '0' && c <= '9' {
				return c
			}
			return -1
		}, i.Phone)
		rest := strings.Trim(i.Phone, "+0123456789 -().")
		if len(digits) < 8 || len(digits) > 15 || rest != "" {
			return i, civic.Invalid("reporter.phone", "error.phone_wrong")
		}
		i.Phone = digits
		if strings.HasPrefix(digits, "0") {
			i.Phone = "62" + digits[1:]
		}
		i.Phone = "+" + i.Phone
	}
	return i, nil
}

// submitOnce draws the codes and writes everything in one transaction of inserts.
func (in *Intake) submitOnce(ctx context.Context, who civic.Actor, req Request) (Receipt, error) {
	now := in.now()
	m := in.atlas.Current(ctx)
	code, alias, pin, err := in.draw()
	if err != nil {
		return Receipt{}, err
	}
	id := in.store.NewID(now)
	r, event, promises, err := m.World(now).Submit(id, code, alias, who, req.Submission)
	if err != nil {
		return Receipt{}, err
	}
	event.ID = in.store.NewID(now)
	got := Receipt{Report: r, Code: code, Alias: alias, PIN: pin, Promises: promises}
	answer, err := in.answer(req, got)
	if err != nil {
		return Receipt{}, err
	}
	sealed, err := in.seal(id, req.Identity)
	if err != nil {
		return Receipt{}, err
	}
	err = in.store.DB.Insert(ctx, func(b *sqldb.Batch) error {
		in.store.InsertReport(b, &r, in.vault.MAC("pin/"+string(code), string(pin)), m.Tree.Chain(r.Holder))
		in.store.InsertText(b, textOf(&r, req.Submission))
		in.store.AppendEvent(b, event)
		if sealed != nil {
			in.store.InsertIdentity(b, id, sealed)
		}
		for _, f := range req.Files {
			in.store.InsertAttachment(b, f.Row(in.store.NewID(now), &r, event.Seq, who.Role, civic.ForPublic))
		}
		if answer != nil {
			in.store.InsertAnswer(b, *answer)
		}
		return in.notify.Tell(b, &r, &event)
	})
	return got, err
}

func (in *Intake) draw() (civic.TrackingCode, civic.Alias, civic.PIN, error) {
	code, err := civic.NewTrackingCode(in.random)
	if err != nil {
		return "", "", "", err
	}
	alias, err := civic.NewAlias(in.random)
	if err != nil {
		return "", "", "", err
	}
	pin, err := civic.NewPIN(in.random)
	return code, alias, pin, err
}

func (in *Intake) seal(id civic.ID, who Identity) ([]byte, error) {
	if who.Empty() {
		return nil, nil
	}
	plain, err := json.Marshal(who)
	if err != nil {
		return nil, err
	}
	return in.vault.Seal("identity/"+id.String(), plain), nil
}

func textOf(r *civic.Report, s civic.Submission) store.Text {
	t := store.Text{Report: r.ID, Title: s.Title, Body: s.Body, OccurredWith: civic.PreciseDay, Place: s.Place.Text}
	if !s.OccurredOn.IsZero() {
		t.OccurredOn = s.OccurredOn.String()
	}
	if s.Place.HasPoint {
		t.Lat, t.Lng = &s.Place.Lat, &s.Place.Lng
	}
	return t
}

// keptAnswer is what is sealed away for a repeated request.
type keptAnswer struct {
	Code     civic.TrackingCode `json:"code"`
	Alias    civic.Alias        `json:"alias"`
	PIN      string             `json:"pin"`
	Promises []civic.Promise    `json:"promises"`
}

func keyHash(req Request) string {
	sum := sha256.Sum256([]byte(req.Caller + "\x00" + req.Key))
	return hex.EncodeToString(sum[:])
}

// fingerprint tells a repeated request from another one under the same key.
func (in *Intake) fingerprint(req Request) string {
	b, _ := json.Marshal(struct {
		S civic.Submission
		I Identity
		F []evidence.File
	}{req.Submission, req.Identity, req.Files})
	return hex.EncodeToString(in.vault.MAC("fingerprint", string(b)))
}

func (in *Intake) answer(req Request, got Receipt) (*store.Answer, error) {
	if req.Key == "" {
		return nil, nil
	}
	plain, err := json.Marshal(keptAnswer{got.Code, got.Alias, string(got.PIN), got.Promises})
	if err != nil {
		return nil, err
	}
	key := keyHash(req)
	return &store.Answer{Key: key, Fingerprint: in.fingerprint(req), Report: got.Report.ID, Sealed: in.vault.Seal("answer/"+key, plain), At: store.Micros(in.now())}, nil
}

// repeated finds the answer given to the same request before.
func (in *Intake) repeated(ctx context.Context, req Request) (Receipt, bool, error) {
	key := keyHash(req)
	a, found, err := in.store.AnswerOf(ctx, key)
	if !found || err != nil {
		return Receipt{}, false, err
	}
	if a.Fingerprint != in.fingerprint(req) {
		return Receipt{}, true, civic.Conflict("error.key_reused")
	}
	plain, err := in.vault.Open("answer/"+key, a.Sealed)
	if err != nil {
		return Receipt{}, true, err
	}
	var kept keptAnswer
	if err := json.Unmarshal(plain, &kept); err != nil {
		return Receipt{}, true, err
	}
	r, err := in.store.ReportByID(ctx, in.store.DB, a.Report)
	return Receipt{Report: r, Code: kept.Code, Alias: kept.Alias, PIN: civic.PIN(kept.PIN), Promises: kept.Promises, Repeated: true}, true, err
}
