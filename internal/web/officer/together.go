package officer

import (
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// What a report shows besides itself when several officers, and keys, are at work.
type together struct {
	Arrived        bool   // a step led here: reading goes on at the heading
	InWork         bool   // it stands in the workspace, not on a page of its own
	From           string // the query of the list
	Previous, Next string // codes of the rows before and after
	Here           []person
	Clash          *clash
	found          civic.ID // topic that was found in the text of a report without one
}

// formID and stepID name the form of a verb and the fold around it.
func formID(verb civic.Verb) string { return "isi-" + string(verb) }
func stepID(verb civic.Verb) string { return "langkah-" + string(verb) }

// deed is a step as a button.
type deed struct {
	Verb civic.Verb
	Key  string // name of the shortcut
	Icon ui.Icon
	Text string
}

// deeds are the steps that have a shortcut, as far as they can be taken now. i18n:keys officer.deed.
func (v reportView) deeds() []deed {
	var out []deed
	add := func(key string, verbs ...civic.Verb) {
		for _, verb := range verbs {
			for _, pn := range slices.Concat(v.Panels, v.More) {
				if pn.verb == verb && !pn.Empty {
					out = append(out, deed{verb, key, pn.icon, v.P.T("officer.deed." + string(verb))})
					return
				}
			}
		}
	}
	add("verify", civic.VerbVerify)
	add("dispose", civic.VerbDispose)
	add("answer", civic.VerbAnswer, civic.VerbFollowUp, civic.VerbHold)
	add("note", civic.VerbNote)
	add("merge", civic.VerbMerge)
	return out
}

// self is where this report is shown without any form filled in.
func (v reportView) self() string {
	if v.InWork {
		return v.inList(v.Code)
	}
	return reportURL(v.r.Code)
}

// hereAttrs tell the scripts where signs of life go.
func (v reportView) hereAttrs() templ.Attributes {
	return templ.Attributes{"data-url": reportURL(v.r.Code) + "/hadir", "data-code": v.Code}
}

// here is the address of the workspace as it is, for forms that come back to it.
func (v inboxView) here() string {
	q := url.Values{}
	for name, values := range v.query {
		q[name] = values
	}
	if v.Open != nil {
		q.Set(opens, v.Open.Code)
	}
	return q.Encode()
}

// liveAttrs give the scripts their addresses and the sentences they say.
func (v inboxView) liveAttrs() templ.Attributes {
	t := v.P.T
	return templ.Attributes{
		"data-live": staff.Home + "/kabar", "data-since": v.Pulse, "data-queue": int(v.Now.queue), "data-list": v.From,
		"data-came": t("officer.live.came"), "data-came-one": t("officer.live.came_one"), "data-changed": t("officer.live.changed"),
		"data-title": t("officer.live.title"), "data-missed": t("officer.live.missed"), "data-out": t("officer.live.out"),
		"data-pick-all": t("officer.work.pick_all"), "data-picked-words": t("officer.work.picked"), "data-row-changed": t("officer.live.row"), "data-row-left": t("officer.live.left"),
		"data-kept": t("officer.work.kept"), "data-cannot": t("officer.key.cannot"), "data-no-repeat": t("officer.key.no_repeat"), "data-loading": t("officer.work.loading"),
	}
}

// attendance fills in who else is at the report.
func (p *Pages) attendance(v *staff.Visit, view *reportView) error {
	here, err := p.Casework.Present(v.R.Context(), v.Who, view.r.Code)
	view.Here = persons(v, here)
	return err
}
