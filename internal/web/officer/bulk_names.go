package officer

import (
	"net/url"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// named is a report by its code, and by its title where the officer may read it.
type named struct{ Code, URL, Title string }

// names looks up what reports are called.
func (p *Pages) names(v *staff.Visit, codes []civic.TrackingCode) (func(civic.TrackingCode) named, error) {
	titles, err := p.Casework.Titles(v.R.Context(), v.Who, codes)
	return func(c civic.TrackingCode) named {
		if c == "" {
			return named{}
		}
		title, readable := titles[c]
		if readable && title == "" {
			title = v.P.T("officer.row.untitled")
		}
		return named{Code: c.Display(), URL: reportURL(c), Title: title}
	}, err
}

// bulkSeen puts what an order would do on its page.
func (p *Pages) bulkSeen(v *staff.Visit, view *bulkView, pre *casework.Preview) error {
	view.Preview = pre
	if pre.Lead != "" { // what was seen is what is ordered, though an older report should come meanwhile
		view.Fields.Set("lead", pre.Lead.Display())
	}
	var codes []civic.TrackingCode
	for _, c := range []civic.TrackingCode{pre.Lead, pre.Sample.Code} {
		if c != "" {
			codes = append(codes, c)
		}
	}
	for _, r := range pre.Refusals {
		codes = append(codes, r.Some...)
	}
	called, err := p.names(v, codes)
	if err != nil {
		return err
	}
	view.Lead, view.Sample = called(pre.Lead), called(pre.Sample.Code)
	for _, r := range pre.Refusals {
		one := refusal{Why: v.P.T(r.Key), N: r.N}
		for _, c := range r.Some {
			one.Some = append(one.Some, called(c))
		}
		view.Refused = append(view.Refused, one)
	}
	return nil
}

// listBack leads back to the list from which an order came, at the same place in it, where reading goes on at its heading.
func listBack(v *staff.Visit, list string) ui.Link {
	q, err := url.ParseQuery(list)
	if err != nil {
		q = url.Values{}
	}
	var at []string
	if _, id, back := cursor(q); id != 0 && back {
		at = []string{"sebelum", q.Get("sebelum")}
	} else if id != 0 {
		at = []string{"sesudah", q.Get("sesudah")}
	}
	return ui.Link{URL: readAsked(v, q).url(at...) + "#daftar", Text: v.P.T("officer.back.inbox")}
}
