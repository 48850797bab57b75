package front

import (
	"net/http"

	"tuntas/internal/civic"
	"tuntas/internal/web/citizen"
)

// protect switches one of the two protections on or off. One that is so already, because the button was pressed twice
// or in another window, is no step and no event.
func (f *Front) protect(w http.ResponseWriter, r *http.Request) error {
	private(w)
	who, code, ok, err := f.reporter(w, r)
	if err != nil || !ok {
		return err
	}
	if err := parse(r); err != nil {
		return err
	}
	flag, verb := civic.Flag(r.PostFormValue("flag")), civic.VerbReveal
	if r.PostFormValue("on") == "yes" {
		verb = civic.VerbHide
	}
	v, err := f.Casework.View(r.Context(), who, code)
	if err != nil {
		return err
	}
	now := map[civic.Flag]bool{civic.FlagAnonymous: v.Report.Anonymous, civic.FlagSecret: v.Report.Secret}
	if on, known := now[flag]; !known || on != (verb == civic.VerbHide) {
		_, err = f.Casework.Act(r.Context(), who, code, civic.Command{Verb: verb, Flag: flag})
	}
	if err != nil {
		field := ""
		if _, known := now[flag]; known {
			field = citizen.FlagID(flag)
		}
		ms, ok := mistakeOf(f.Frame(r).P, err, map[string]string{"": field, "flag": ""})
		if !ok {
			return err
		}
		return f.ownReport(w, r, who, code, citizen.Answer{Verb: verb, Mistakes: ms})
	}
	return f.done(w, r, code, string(verb)+"."+string(flag))
}
