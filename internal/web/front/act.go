package front

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/evidence"
	"tuntas/internal/httpkit"
	"tuntas/internal/web/citizen"
	"tuntas/internal/web/ui"
)

// acts are the reporter's verbs by the last part of their address.
var acts = map[string]civic.Verb{
	"balas": civic.VerbReply, "nilai": civic.VerbRate, "buka-lagi": civic.VerbReopen, "tarik": civic.VerbWithdraw,
	"lengkapi": civic.VerbComplete, "ombudsman": civic.VerbEscalate,
	"keberatan": civic.VerbObject, "komisi": civic.VerbDispute,
}

// act does one of the reporter's verbs. A mistake brings the form back with what was typed.
func (f *Front) act(w http.ResponseWriter, r *http.Request) error {
	private(w)
	verb, known := acts[r.PathValue("act")]
	if !known {
		return civic.NotFound("error.not_found")
	}
	who, code, ok, err := f.reporter(w, r)
	if err != nil || !ok {
		return err
	}
	httpkit.AllowBody(r, f.MaxUpload)
	if err := parse(r); err != nil {
		return err
	}
	form := citizen.Answer{Verb: verb, Message: r.PostFormValue("message"), Rating: r.PostFormValue("rating"), Consent: r.PostFormValue("consent") == "yes", Ground: r.PostFormValue("ground")}
	files, refused, err := f.uploads(r, evidence.MaxFiles)
	if err != nil {
		return err
	}
	p := f.Frame(r).P
	if len(refused) > 0 {
		for _, words := range refusedWords(p, refused) {
			form.Mistakes = append(form.Mistakes, ui.Mistake{Field: string(verb) + "-files", Text: words})
		}
		return f.ownReport(w, r, who, code, form)
	}
	done, err := f.doAct(r, who, code, &form, files)
	if err != nil {
		at := string(form.Verb)
		ms, ok := mistakeOf(p, err, map[string]string{"message": at + "-message", "rating": at + "-rating", "reason": at + "-ground", "files": at + "-files", "file": at + "-files", "": at + "-message"})
		if !ok {
			return err
		}
		form.Mistakes = ms
		return f.ownReport(w, r, who, code, form)
	}
	return f.done(w, r, code, done)
}

// reporter finds out who sends a form of the reporter's page; ok is false when it is nobody who may, and the browser
// was sent to show the PIN.
func (f *Front) reporter(w http.ResponseWriter, r *http.Request) (who civic.Actor, code civic.TrackingCode, ok bool, err error) {
	if code, err = civic.ParseTrackingCode(r.PathValue("code")); err != nil {
		return who, code, false, civic.NotFound("error.not_found")
	}
	if who, err = f.viewer(r, code); err != nil {
		return who, code, false, err
	}
	if who.Role != civic.RoleReporter {
		return who, code, false, see(w, r, "/lacak?kode="+code.Display()+"&pin=1")
	}
	return who, code, true, nil
}

// done leads back to the report, which will say once what was done: the rest of a key after "do.done.".
func (f *Front) done(w http.ResponseWriter, r *http.Request, code civic.TrackingCode, what string) error {
	f.cookie(w, flashCookie, what, "/laporan/"+code.Display(), 60)
	return see(w, r, "/laporan/"+code.Display())
}

// returned is what is said when a reply brought an answered report back to the office: the rest of a key after
// "do.done.".
const returned = "returned"

// doAct does the verb of a form and returns what is to be said about it. What was sent twice, with a second press or
// a second window, is done once. That holds for two at the same moment too: the verb is refused when the report has
// changed since it was looked at here, and then it is looked at again.
func (f *Front) doAct(r *http.Request, who civic.Actor, code civic.TrackingCode, form *citizen.Answer, files []evidence.File) (string, error) {
	sent := form.Verb
	for tries := 0; ; tries++ {
		v, err := f.Casework.View(r.Context(), who, code)
		if err != nil {
			return "", err
		}
		cmd := civic.Command{Verb: sent, Message: form.Message, Consent: form.Consent, Reason: form.Ground, Seq: v.Report.Seq}
		cmd.Rating, _ = strconv.Atoi(form.Rating)
		what := string(sent)
		answered := v.Report.State == civic.AwaitingReporter
		switch {
		case sent == civic.VerbReply && answered:
			what = returned
		case sent == civic.VerbRate && answered:
			cmd.Verb, form.Verb, what = civic.VerbAccept, civic.VerbAccept, string(civic.VerbAccept)
			if cmd.Rating != 1 {
				break
			}
			// Whom the answer did not help does not close the report with it: the office has to go on.
			if strings.TrimSpace(form.Message) == "" {
				return "", civic.Invalid("message", "error.unsolved_words")
			}
			cmd.Verb, cmd.Rating, what = civic.VerbReply, 0, returned
		}
		if f.repeated(&v, sent, form, files) {
			return what, nil
		}
		_, err = f.Casework.Act(r.Context(), who, code, cmd, files...)
		if e, ok := asCivic(err); !ok || e.Key != "error.changed_meanwhile" || tries == mostTries {
			return what, err
		}
	}
}

const (
	// repeatTime is how long the same words of a reporter count as one message that was sent twice.
	repeatTime = 2 * time.Minute
	mostTries  = 5
)

// repeated tells whether the reporter did just this a moment ago: the same form with the same words and files.
func (f *Front) repeated(v *casework.View, sent civic.Verb, form *citizen.Answer, files []evidence.File) bool {
	same := []civic.Verb{sent}
	if sent == civic.VerbRate {
		same = []civic.Verb{civic.VerbRate, civic.VerbAccept}
		if form.Rating == "1" {
			same = append(same, civic.VerbReply) // see doAct
		}
	}
	for i := len(v.Events) - 1; i >= 0; i-- {
		e := &v.Events[i]
		if f.Now().Sub(e.At) > repeatTime {
			return false
		}
		if e.Role != civic.RoleReporter {
			continue
		}
		rating := e.Detail["rating"]
		return slices.Contains(same, e.Verb) && e.Message == civic.TidyText(form.Message) && (rating == "" || rating == form.Rating) && sameFiles(v.Files, e.Seq, files)
	}
	return false
}

// sameFiles tells whether an event brought just these files.
func sameFiles(stored []casework.Attachment, seq int, files []evidence.File) bool {
	var was, now []string
	for _, a := range stored {
		if a.Seq == seq {
			was = append(was, a.Hash)
		}
	}
	for _, f := range files {
		now = append(now, f.Hash)
	}
	slices.Sort(was)
	slices.Sort(now)
	return slices.Equal(was, now)
}
