package officer

import (
	"encoding/json"
	"net/http"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// pending is who gave the right password and has still to give a code. It opens nothing by itself.
type pending struct {
	Officer civic.ID  `json:"officer"`
	Epoch   int64     `json:"epoch"`
	At      time.Time `json:"at"`
	Next    string    `json:"next"`
}

const (
	pendingKey  = "second"
	pendingLife = 10 * time.Minute
)

// codeView asks for the code of the authenticator.
type codeView struct {
	staff.Shell
	Mistakes ui.Mistakes
}

// askCode keeps who gave the right password, under a new token, and asks for the code.
func (p *Pages) askCode(w http.ResponseWriter, r *http.Request, st directory.Standing, next string) error {
	text, err := json.Marshal(pending{Officer: st.Officer, Epoch: st.Epoch, At: p.Now(), Next: next})
	if err != nil {
		return err
	}
	if err := p.Sessions.Renew(r.Context()); err != nil {
		return err
	}
	p.Sessions.Put(r.Context(), pendingKey, string(text))
	return staff.See(w, r, staff.Code)
}

func (p *Pages) pending(r *http.Request) (x pending, ok bool) {
	text := p.Sessions.Get(r.Context(), pendingKey)
	if text == "" || json.Unmarshal([]byte(text), &x) != nil {
		return pending{}, false
	}
	age := p.Now().Sub(x.At)
	return x, age >= 0 && age < pendingLife
}

func (p *Pages) codeForm(w http.ResponseWriter, r *http.Request) error {
	if _, ok := p.pending(r); !ok {
		return staff.See(w, r, staff.SignIn)
	}
	v := codeView{Shell: p.staff.Outside(r, "officer.code.title")}
	return staff.Write(w, r, http.StatusOK, staff.Layout(v.Shell, codePage(v)))
}

// enterCode opens the session of somebody who gave password and code. The verb counts the tries.
func (p *Pages) enterCode(w http.ResponseWriter, r *http.Request) error {
	if err := staff.ReadForm(r); err != nil {
		return err
	}
	x, ok := p.pending(r)
	if !ok {
		return staff.See(w, r, staff.SignIn)
	}
	err := p.Access.Check(r.Context(), x.Officer, staff.Text(r, "code"), staff.PlaceOf(r), nil)
	switch civic.KindOf(err) {
	case "":
	case civic.KindInvalid, civic.KindTooMany:
		v := codeView{Shell: p.staff.Outside(r, "officer.code.title")}
		v.Failed = true
		v.Mistakes = ui.Mistakes{{Field: "code", Text: v.P.Err(err)}}
		return staff.Write(w, r, staff.StatusOf(err), staff.Layout(v.Shell, codePage(v)))
	default:
		return err
	}
	p.Sessions.Remove(r.Context(), pendingKey)
	posts, err := p.Directory.Posts(r.Context(), x.Officer)
	if err != nil {
		return err
	}
	if len(posts) == 0 || posts[0].Epoch != x.Epoch { // the account changed while the code was looked up
		return staff.See(w, r, staff.SignIn)
	}
	return p.letIn(w, r, posts, staff.Local(x.Next))
}
