package notify

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
)

// Preview is what a reporter will get of an event that has not happened yet.
type Preview struct {
	Secret  bool   // no message carries anything of the content
	Mailed  bool   // the reporter left an e-mail address
	Subject string // of the e-mail
	Text    string
	SMS     string
	Size    SMSSize
}

// Preview writes the messages about an event by the templates that will be used. It opens nothing of the reporter's.
func (n *Notify) Preview(ctx context.Context, r *civic.Report, e *civic.Event, proof Proof) Preview {
	l := n.write(ctx, r, e, proof)
	out := Preview{Secret: r.Secret, Mailed: r.Mailable, Subject: l.Subject, Text: l.Text, SMS: n.sms(ctx, r, e)}
	out.Size = MeasureSMS(out.SMS)
	return out
}

// mostAgency is how much of an agency's name an SMS has room for.
const mostAgency = 34

// sms writes the short message about what an office told (i18n:keys sms.). It leads to the page and holds nothing of
// the content, for a phone shows it to whoever looks.
func (n *Notify) sms(ctx context.Context, r *civic.Report, e *civic.Event) string {
	p := i18n.For(i18n.Default)
	code := r.Code.Display()
	if r.Secret {
		return p.T("sms.secret", "code", code, "url", n.baseURL+"/lacak")
	}
	a, _ := n.atlas.Current(ctx).Tree.Get(e.ToDesk)
	name := a.ShortName
	if name == "" {
		name = a.Name
	}
	return p.T("sms."+string(e.Verb), "code", code, "agency", plainSMS(name, mostAgency), "url", n.baseURL+"/laporan/"+code)
}
