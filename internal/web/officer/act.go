package officer

import (
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
)

// act does one step: it reads the form, calls the verb, and goes on to the report, or to the
// inbox when the report left the officer's scope. A form with mistakes comes back as it was.
func (p *Pages) act(v *staff.Visit) error {
	code, err := codeOf(v)
	if err != nil {
		return err
	}
	a, ok := actionBySlug(v.R.PathValue("action"))
	if !ok {
		return civic.NotFound("error.not_found")
	}
	in, err := p.load(v, code)
	if err != nil {
		return err
	}
	if a.files {
		staff.AllowFiles(v.R, p.Evidence)
	}
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	form := typed{Verb: a.verb, Values: v.R.PostForm}
	if staff.Text(v.R, "do") == doCompetent {
		return p.searchedOffice(v, &in, form)
	}
	if staff.Text(v.R, "do") == doSearch {
		return p.searched(v, &in, form)
	}
	if done, err := p.publishing(v, &in, form); done {
		return err
	}
	if err := p.files(v, &in, a, &form); err != nil {
		return p.again(v, code, form, err)
	}
	if err := p.alone(v, code, a, &form); err != nil {
		return p.withFiles(v, code, &form, err)
	}
	if done, err := p.gateAsked(v, &in, a, form); done {
		return err
	}
	if err := wordless(v, a, &form); err != nil {
		return p.withFiles(v, code, &form, err)
	}
	cmd, err := p.command(v, code, &form)
	if err != nil {
		return p.withFiles(v, code, &form, err)
	}
	if err := p.shape(v, &in, &cmd, &form); err != nil {
		return p.withFiles(v, code, &form, err)
	}
	if staff.Text(v.R, "do") == doPreview {
		return p.previewed(v, &in, cmd, form)
	}
	if done, err := p.demandedBefore(v, &in, cmd, form); done {
		return err
	}
	_ = p.Casework.Depart(v.R.Context(), v.Who, code) // whoever sends has stopped writing; if not, the page says so again
	after, err := p.Casework.Act(v.R.Context(), v.Who, code, cmd, form.Files...)
	if done, told := p.demandedMeanwhile(v, cmd, form, code, err); done {
		return told
	}
	if err != nil {
		return p.withFiles(v, code, &form, err)
	}
	if form.Token != "" {
		_ = p.Intake.DropDraft(v.R.Context(), form.Token) // it expires by itself
	}
	to := p.onward(v, &after, a.lead && !p.proposesRule(v, &in, &after))
	desk, _ := v.Map.Tree.Get(after.Holder)
	return v.Done(to, "officer.done."+string(cmd.Verb), "code", code.Display(), "agency", desk.Name) // i18n:keys officer.done.
}

// command makes the verb's input of a form.
func (p *Pages) command(v *staff.Visit, code civic.TrackingCode, form *typed) (civic.Command, error) {
	r := v.R
	cmd := civic.Command{Verb: form.Verb, Message: r.PostFormValue("message"), Reason: staff.Text(r, "reason"), Outcome: staff.Text(r, "outcome"),
		Class: civic.Class(staff.Text(r, "class")), Topic: staff.ID(r.PostFormValue("topic")), Flag: civic.Flag(staff.Text(r, "flag")),
		PublicTitle: r.PostFormValue("public_title"), PublicBody: r.PostFormValue("public_body"), PublicPlace: r.PostFormValue("public_place"), Publish: staff.Text(r, "publish") == "yes",
		QualityReason: staff.Text(r, "quality_reason"), Seq: max(0, staff.Number(r, "seq")), Days: extendDays(v),
		Kind: civic.DemandKind(staff.Text(r, "kind")), Demand: max(0, staff.Number(r, "demand")),
		Handover: staff.ID(r.PostFormValue("handover")), Number: r.PostFormValue("number")}
	for _, id := range r.PostForm["mentions"] {
		cmd.Mentions = append(cmd.Mentions, staff.ID(id))
	}
	if form.Verb == civic.VerbPublish {
		cmd.Reason = staff.Text(r, "why")
	}
	if form.Verb == civic.VerbPublish || cmd.Publish {
		if err := publication(r, &cmd); err != nil {
			return cmd, err
		}
	}
	if form.Verb == civic.VerbReturn {
		named, err := p.competent(v, form)
		if err != nil {
			return cmd, err
		}
		cmd.Suggested = named
	}
	if form.Verb == civic.VerbVerify || form.Verb == civic.VerbDispose {
		to, err := p.resolve(v, code, form.Verb, form)
		if err != nil {
			return cmd, err
		}
		cmd.Target = to
	}
	if err := p.keeping(v, form, &cmd); err != nil {
		return cmd, err
	}
	return cmd, p.asking(v, code, form, &cmd)
}
