// Package notify decides who is told what, and puts it on the queue in the same
// transaction as the change: a notice exists exactly when its cause does.
package notify

import (
	"context"
	"encoding/json"
	"strings"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/queue"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
	"tuntas/internal/vault"
)

// Identity is who reports, as it lies sealed in the vault.
type Identity struct {
	Name  string `json:"name,omitempty"`
	Email string `json:"email,omitempty"`
	Phone string `json:"phone,omitempty"`
}

// Notify decides and writes notices. It is safe for concurrent use.
type Notify struct {
	store   *store.Store
	atlas   *atlas.Atlas
	vault   *vault.Vault
	queue   *queue.Queue
	baseURL string // of this installation, without a slash at the end
	now     civic.Now
}

// New puts the verbs together.
func New(s *store.Store, a *atlas.Atlas, v *vault.Vault, q *queue.Queue, baseURL string, now civic.Now) *Notify {
	return &Notify{store: s, atlas: a, vault: v, queue: q, baseURL: baseURL, now: now}
}

// KindLetter is the job that writes to the reporter about one event.
const KindLetter = "letter"

// LetterArgs name the event. No text and no address lies on the queue.
type LetterArgs struct {
	Code civic.TrackingCode `json:"code"`
	Seq  int                `json:"seq"`
}

// told are the events (i18n:keys mail.) a reporter must know about when somebody else caused them, with the catalogue key of what is said.
var told = map[civic.Verb]string{
	civic.VerbSubmit:     "mail.submit",
	civic.VerbVerify:     "mail.verify",
	civic.VerbHold:       "mail.hold",
	civic.VerbArchive:    "mail.archive",
	civic.VerbLapse:      "mail.lapse",
	civic.VerbDispose:    "mail.dispose",
	civic.VerbReturn:     "mail.return",
	civic.VerbFollowUp:   "mail.follow_up",
	civic.VerbAnswer:     "mail.answer",
	civic.VerbClose:      "mail.close",
	civic.VerbAutoClose:  "mail.auto_close",
	civic.VerbReopen:     "mail.reopen",
	civic.VerbReclassify: "mail.reclassify",
	civic.VerbPublish:    "mail.publish",
	civic.VerbUnpublish:  "mail.unpublish",
	civic.VerbHide:       "mail.hide",
	civic.VerbMerge:      "mail.merge",
	civic.VerbUnmerge:    "mail.unmerge",
	civic.VerbTell:       "mail.tell",
	civic.VerbRecount:    "mail.recount",
	civic.VerbCorrect:    "mail.correct",
	civic.VerbContribute: "mail.contribute", // only what is for the reporter
	civic.VerbSplit:      "mail.split",
	civic.VerbPartEnded:  "mail.part_ended",
	civic.VerbExtend:     "mail.extend",
	civic.VerbHandOver:   "mail.hand_over",
	civic.VerbUphold:     "mail.uphold",
	civic.VerbOrder:      "mail.order",
	civic.VerbRecord:     "mail.record",
}

// Tell queues the notice of an event, if there is somebody to tell.
func (n *Notify) Tell(tx sqldb.Queuer, r *civic.Report, e *civic.Event) error {
	if e.Verb == civic.VerbDemand || e.Verb == civic.VerbExplain {
		return n.tellDemand(tx, r, e)
	}
	if _, ok := told[e.Verb]; !ok || !r.Mailable || e.Role == civic.RoleReporter && e.Verb != civic.VerbSubmit || e.Shown == civic.ForOfficers {
		return nil
	}
	return n.queue.Enqueue(tx, queue.Job{Kind: KindLetter, Args: LetterArgs{Code: r.Code, Seq: e.Seq}, Unique: letterID(r.ID, e.Seq)})
}

func letterID(report civic.ID, seq int) string {
	return "letter-" + report.String() + "-" + civic.ID(seq).String()
}

// Letter is a finished message to a reporter.
type Letter struct {
	ID      string // the same for every attempt, so that a receiver can tell a repetition
	To      string
	Subject string
	Text    string
}

// Compose writes the letter about an event. Opening the vault for the address is recorded. A secret
// report's letter says that there is news, and nothing else. ok is false when there is nobody to write to any more.
func (n *Notify) Compose(ctx context.Context, a LetterArgs) (letter Letter, ok bool, err error) {
	var r civic.Report
	var e civic.Event
	var id Identity
	var proof Proof
	err = n.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if r, err = n.store.ReportByCode(ctx, tx, a.Code); err != nil {
			return err
		}
		events, err := n.store.Events(ctx, tx, r.ID, a.Seq-1)
		if err != nil {
			return err
		}
		if len(events) == 0 || events[0].Seq != a.Seq {
			return civic.NotFound("error.not_found")
		}
		e = events[0]
		if e.Verb == civic.VerbClose {
			files, err := n.store.Attachments(ctx, tx, r.ID)
			if err != nil {
				return err
			}
			proof = ProofOf(files, e.Seq)
		}
		sealed, err := n.store.ReadIdentity(ctx, tx, n.store.NewID(n.now()), store.IdentityRead{Report: r.ID, At: store.Micros(n.now()),
			Role: civic.RoleSystem, Part: "contact", Reason: "notice"})
		if err != nil || sealed == nil {
			return err
		}
		plain, err := n.vault.Open("identity/"+r.ID.String(), sealed)
		if err != nil {
			return err
		}
		return json.Unmarshal(plain, &id)
	})
	if err != nil || id.Email == "" {
		return Letter{}, false, err
	}
	letter = n.write(ctx, &r, &e, proof)
	letter.To = id.Email
	return letter, true, nil
}

func (n *Notify) write(ctx context.Context, r *civic.Report, e *civic.Event, proof Proof) Letter {
	p := i18n.For(i18n.Default)
	code := r.Code.Display()
	url := n.baseURL + "/laporan/" + code
	l := Letter{ID: letterID(r.ID, e.Seq)}
	if r.Secret {
		l.Subject = p.T("mail.secret.subject", "code", code)
		l.Text = p.T("mail.secret.body", "code", code, "url", n.baseURL+"/lacak")
		return l
	}
	m := n.atlas.Current(ctx)
	to, _ := m.Tree.Get(e.ToDesk)
	reason := ""
	for _, list := range civic.ReasonLists() {
		if found, ok := m.Reasons.Find(list, e.Reason); ok {
			reason = found.TextID
			break
		}
	}
	body, whole := p.T(told[e.Verb]+".body", "code", code, "agency", to.Name, "reason", reason, "why", e.Detail[civic.DetailWhy]), false
	if e.Verb == civic.VerbClose {
		var sentence string
		sentence, whole = Closing(p, e, to.Name, reason, Ground(p, m.Reasons, e.Ground()), Finding(p, m.Reasons, e), proof)
		body = sentence + "\n\n" + body
	}
	if told := Disclosed(p, m.Reasons, e, true); told != "" {
		body = told + "\n\n" + body
	}
	if told := Extended(p, e, to.Name, reason); told != "" {
		body = told + "\n\n" + body
	}
	if moved := moved(p, e); moved != "" {
		body += "\n\n" + moved
	}
	if e.Message != "" && !whole {
		body += "\n\n" + e.Message
	}
	if kind, due := r.NextDue(); !r.State.Ended() && kind != "" {
		if c, ok := r.Clocks.Get(kind); ok && !due.IsZero() {
			k := m.World(n.now()).Keeper(r, kind)
			body += "\n\n" + p.T("mail.next."+string(kind), "date", k.DueDate(c), "agency", to.Name)
		}
	}
	l.Subject = p.T(told[e.Verb]+".subject", "code", code)
	l.Text = body + "\n\n" + p.T("mail.footer", "code", code, "url", url)
	return l
}

// moved says how the date moved by which all is to be done, "" when it did not.
func moved(p *i18n.Printer, e *civic.Event) string {
	was, is, ok := strings.Cut(e.Detail[civic.DetailDue+string(civic.ClockCitizen)], "/")
	from, err := civic.ParseDate(was)
	to, err2 := civic.ParseDate(is)
	if !ok || err != nil || err2 != nil {
		return ""
	}
	return p.T("mail.recount.moved", "was", p.Date(from), "is", p.Date(to))
}
