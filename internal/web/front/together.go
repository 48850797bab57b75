package front

import (
	"tuntas/internal/casework"
	"tuntas/internal/i18n"
)

// together says that others reported the same, in words that tell nothing of them; "" when there is nothing to tell.
func together(p *i18n.Printer, v *casework.View, own bool) string {
	t := v.Together
	switch {
	case t == nil:
		return ""
	case t.Follows && own && v.Report.Secret:
		return p.T("report.together.follows.secret")
	case t.Follows && own:
		return p.T("report.together.follows.own")
	case t.Follows:
		return p.T("report.together.follows")
	case t.Weight > 0:
		return p.T("report.together.weight", "n", t.Weight)
	default:
		return ""
	}
}
