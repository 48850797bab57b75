package front

import (
	"net/http"

	"tuntas/internal/civic"
	"tuntas/internal/web/citizen"
)

// protect switches one of the two protections on or off. One that is so already, because the button was pressed twice
// or in another window, is no step and no event: the verb sees to that.
func (f *Front) protect(w http.ResponseWriter, r *http.Request) error {
	private(w)
	who, code, ok, err := f.reporter(w, r)
	if err != nil || !ok {
		return err
	}
	if err := parse(r); err != nil {
		return err
	}
	flag := civic.Flag(r.PostFormValue("flag"))
	// Whatever is neither answer must not take a protection away: only a plain "no" does.
	verb, answered := map[string]civic.Verb{"yes": civic.VerbHide, "no": civic.VerbReveal}[r.PostFormValue("on")]
	field := ""
	if flag == civic.FlagAnonymous || flag == civic.FlagSecret {
		field = citizen.FlagID(flag)
	}
	switch {
	case field == "":
		err, verb = civic.Invalid("flag", "error.flag_needed"), civic.VerbHide
	case !answered:
		err, verb = civic.Invalid("", "error.flag_on"), civic.VerbHide
	default:
		_, err = f.Casework.Act(r.Context(), who, code, civic.Command{Verb: verb, Flag: flag})
	}
	if err != nil {
		ms, ok := mistakeOf(f.Frame(r).P, err, map[string]string{"": field, "flag": ""})
		if !ok {
			return err
		}
		return f.ownReport(w, r, who, code, citizen.Answer{Verb: verb, Mistakes: ms})
	}
	return f.done(w, r, code, string(verb)+"."+string(flag))
}
