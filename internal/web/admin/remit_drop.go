package admin

import (
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/web/staff"
)

// remitPlan is a remit that has not begun, with the words by which it is taken back.
type remitPlan struct{ From, Words, Drop string }

func remitPlans(v *staff.Visit, x directory.RemitPost) (out []remitPlan) {
	for i := range x.Remits {
		if m := &x.Remits[i]; v.Today().Before(m.From) {
			day := v.P.DateShort(m.From)
			out = append(out, remitPlan{From: m.From.String(), Words: v.P.T("admin.remit.coming", "date", day, "what", remitWords(v, m)), Drop: v.P.T("admin.remit.drop", "date", day)})
		}
	}
	return out
}

// dropRemit takes back a planned remit; the page says how it comes back.
func (p *Pages) dropRemit(v *staff.Visit) error {
	x, err := p.Directory.RemitOf(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")))
	if err != nil {
		return err
	}
	f, err := typed(v)
	if err != nil {
		return err
	}
	from, err := civic.ParseDate(f.get("drop"))
	if err != nil {
		return civic.NotFound("error.not_found")
	}
	if err := p.Directory.DropRemit(v.R.Context(), v.Who, x.Post.ID, from, f.get("version")); err != nil {
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.showRemit(v, f, x)
	}
	return v.Done(remitPath+"/"+x.Post.ID.String(), "admin.remit.dropped", "name", x.Post.Name, "date", v.P.DateShort(from))
}
