package civic

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// DossierFormat names the shape of a dossier. A change of the shape is a new name; a field
// that is added and may be missing is none.
const DossierFormat = "tuntas-dossier/1"

// Dossier is a report as it is handed to another body: what was reported, what the office said and did, what it promised
// and what it kept. It holds what the reporter may read and nothing else: no note among officers, no name of an officer,
// nothing of other reporters, and the reporter's own name only with consent.
type Dossier struct {
	Format    string           `json:"format"`
	Ref       string           `json:"ref"`
	VerifyAt  string           `json:"verify_at"` // a page that says when a dossier with this hash was issued
	IssuedAt  time.Time        `json:"issued_at"`
	KeyID     string           `json:"key_id"`
	PublicKey string           `json:"public_key"` // Ed25519, base64
	To        DossierBody      `json:"to"`
	By        string           `json:"by"` // reporter or office
	Why       string           `json:"why"`
	Report    DossierReport    `json:"report"`
	Reporter  *DossierReporter `json:"reporter,omitempty"` // only with the reporter's consent
	Timeline  []DossierEvent   `json:"timeline"`
	Promises  []DossierPromise `json:"promises"`
	Files     []DossierFile    `json:"files"`
}

// DossierBody is to whom a dossier goes.
type DossierBody struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// DossierReport is what was reported.
type DossierReport struct {
	TrackingID string    `json:"tracking_id"`
	Class      Class     `json:"class"`
	State      State     `json:"state"`
	Topic      string    `json:"topic,omitempty"`
	Office     string    `json:"office"`          // that holds it
	Named      string    `json:"named,omitempty"` // that the reporter named
	Title      string    `json:"title"`
	Body       string    `json:"body"`
	OccurredOn string    `json:"occurred_on,omitempty"`
	Place      string    `json:"place,omitempty"`
	RegionCode string    `json:"region_code,omitempty"`
	Zone       Zone      `json:"zone"`
	ReceivedAt time.Time `json:"received_at"`
	Anonymous  bool      `json:"anonymous"`
	Secret     bool      `json:"secret"`
}

// DossierReporter is who reported.
type DossierReporter struct {
	Name  string `json:"name,omitempty"`
	Email string `json:"email,omitempty"`
	Phone string `json:"phone,omitempty"`
}

// DossierEvent is one entry of the history, numbered by what stands in the dossier.
type DossierEvent struct {
	N       int       `json:"n"`
	At      time.Time `json:"at"`
	Verb    Verb      `json:"verb"`
	By      string    `json:"by"` // reporter, office or system
	Office  string    `json:"office,omitempty"`
	From    string    `json:"from_office,omitempty"` // when it moved
	To      string    `json:"to_office,omitempty"`
	State   State     `json:"state"`
	Reason  string    `json:"reason,omitempty"`
	Message string    `json:"message,omitempty"`
	DoneOn  string    `json:"done_on,omitempty"`

	Disclosure Disclosure `json:"disclosure,omitempty"` // what an answer does with the information that was asked for

	Ground string `json:"legal_ground,omitempty"`
	Refers string `json:"referred_to,omitempty"`
	Class  Class  `json:"class,omitempty"` // when it became another
	Rating string `json:"rating,omitempty"`
	Mends  int    `json:"corrects,omitempty"` // the entry of which this is a later version
	Number string `json:"number,omitempty"`   // that another body gave
}

// DossierPromise is one day that was promised.
type DossierPromise struct {
	Clock    ClockKind     `json:"clock"`
	At       time.Time     `json:"promised_at"`
	First    Date          `json:"first"`
	By       Date          `json:"by"`
	Days     int           `json:"days"`
	Unit     DayUnit       `json:"unit"`
	Rule     string        `json:"rule"`
	Since    Date          `json:"rule_since,omitzero"`
	Edition  string        `json:"calendar,omitempty"`
	Decrees  []string      `json:"decrees"`
	Moves    []DossierMove `json:"moves"`
	Fate     PledgeFate    `json:"fate"`
	Ended    time.Time     `json:"ended_at,omitzero"`
	DaysLeft int           `json:"working_days_left"`
}

// DossierMove is what moved a promise.
type DossierMove struct {
	At   time.Time `json:"at"`
	Why  MoveWhy   `json:"why"`
	From Date      `json:"from"`
	To   Date      `json:"to"`
}

// DossierFile is a file that goes with a dossier.
type DossierFile struct {
	Name      string `json:"name"` // in the folder of the files
	SHA256    string `json:"sha256"`
	Size      int64  `json:"size"`
	MediaType string `json:"media_type"`
	By        string `json:"by"` // reporter or office
	N         int    `json:"n"`  // of the entry that brought it
}

// DossierSource is what a dossier is put together from.
type DossierSource struct {
	Report Report
	Events []Event
	Files  []SourceFile
	Office func(ID) string       // the name of a desk
	Reason func(e *Event) string // the words of an event's reason
}

// SourceFile is a file of the report with the number of its event.
type SourceFile struct {
	Seq       int
	Shown     Audience
	Role      Role
	Name      string
	SHA256    string
	Size      int64
	MediaType string
}

// Fill puts history and files into a dossier: of all that it is given, what the reporter may read. It returns the
// numbers of the files that went in, in their order.
func (d *Dossier) Fill(s DossierSource) []int {
	number := map[int]int{}
	d.Timeline, d.Files = []DossierEvent{}, []DossierFile{}
	for i := range s.Events {
		e := &s.Events[i]
		if e.Shown != ForPublic && e.Shown != ForReporter {
			continue
		}
		number[e.Seq] = len(d.Timeline) + 1
		d.Timeline = append(d.Timeline, s.entry(e, number))
	}
	var kept []int
	for i, f := range s.Files {
		if f.Shown != ForPublic && f.Shown != ForReporter || number[f.Seq] == 0 {
			continue
		}
		kept = append(kept, i)
		d.Files = append(d.Files, DossierFile{Name: fmt.Sprintf("%03d%s", len(kept), extension(f.MediaType)), SHA256: f.SHA256, Size: f.Size,
			MediaType: f.MediaType, By: side(f.Role), N: number[f.Seq]})
	}
	return kept
}

// extension is the ending of a file's name. Its own name may tell who sent it.
func extension(media string) string {
	switch media {
	case "image/jpeg":
		return ".jpg"
	case "image/png":
		return ".png"
	case "application/pdf":
		return ".pdf"
	default:
		return ".bin"
	}
}

// side says who acted, without saying which officer.
func side(r Role) string {
	switch r {
	case RoleReporter:
		return "reporter"
	case RoleSystem:
		return "system"
	default:
		return "office"
	}
}

func (s *DossierSource) entry(e *Event, number map[int]int) DossierEvent {
	out := DossierEvent{N: number[e.Seq], At: e.At, Verb: e.Verb, By: side(e.Role), Office: s.Office(e.Desk), State: e.To, Reason: s.Reason(e),
		Message: e.Message, DoneOn: e.Detail[DetailDoneOn], Disclosure: e.Disclosed(), Ground: e.Detail[DetailGround], Refers: e.Detail[DetailReferred],
		Class: Class(e.Detail["class_to"]), Rating: e.Detail["rating"], Mends: number[e.Corrects()], Number: e.Detail[DetailNumber]}
	if e.FromDesk != e.ToDesk {
		out.From, out.To = s.Office(e.FromDesk), s.Office(e.ToDesk)
	}
	return out
}

// Promise adds a day that was promised, with the rule behind it.
func (d *Dossier) Promise(p *Pledge, rule string, since Date, decrees []string) {
	out := DossierPromise{Clock: p.Clock, At: p.At, First: p.First, By: p.Until, Days: p.Days, Unit: p.Unit, Rule: rule, Since: since, Edition: p.Edition,
		Decrees: append([]string{}, decrees...), Moves: []DossierMove{}, Fate: p.Fate, Ended: p.Ended, DaysLeft: p.Left}
	for _, m := range p.Moves {
		out.Moves = append(out.Moves, DossierMove{m.At, m.Why, m.From, m.To})
	}
	d.Promises = append(d.Promises, out)
}

// JSON writes the dossier as it is signed: fields in their order, two blanks deep, nothing escaped that need not be, one
// line end at the end. The same dossier gives the same bytes.
func (d *Dossier) JSON() ([]byte, error) {
	whole := *d
	whole.Promises = slices.Concat([]DossierPromise{}, d.Promises)
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(&whole); err != nil {
		return nil, fmt.Errorf("dossier: %w", err)
	}
	return b.Bytes(), nil
}
