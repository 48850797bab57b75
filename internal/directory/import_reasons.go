package directory

import (
	"context"
	"io"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// reasonList names the list of a kind as docs/import.md has it; any other is refused, because no step would ever ask
// for it.
func reasonList(kind string) (string, error) {
	switch kind {
	case "hold":
		return civic.ReasonsHold, nil
	case "return":
		return civic.ReasonsReturn, nil
	case "archive":
		return civic.ReasonsArchive, nil
	case "close":
		return civic.ReasonsOutcome, nil
	case "extend":
		return civic.ReasonsExtend, nil
	case "unable":
		return civic.ReasonsUnable, nil
	case "release":
		return civic.ReasonsRelease, nil
	case "body":
		return civic.ReasonsBody, nil
	case "refusal":
		return civic.ReasonsRefusal, nil
	case "objection":
		return civic.ReasonsObjection, nil
	}
	return "", civic.Invalid("kind", "error.list_unknown")
}

// ImportReasons takes reason lists: kind (hold, return, archive, close, extend, unable, release, body, refusal, objection), code, text_id, text_en, effective_from, source, and
// for outcomes asks, see civic.Ask.
// A code that the system itself writes is refused in every list, except where the row says just what is there.
func (d *Directory) ImportReasons(ctx context.Context, r io.Reader, o Options) (Result, error) {
	have := map[[2]string]civic.Reason{}
	for _, old := range d.Map(ctx).Ref.Reasons {
		have[[2]string{old.List, old.Code}] = old
	}
	return d.run(ctx, r, o, []string{"kind", "code", "text_id"}, func(w *writer, l line) error {
		in, err := reasonOf(l)
		if err != nil {
			return err
		}
		if err := d.begins("effective_from", in.From); err != nil {
			return err
		}
		key := [2]string{in.List, in.Code}
		if err := w.once("code", in.List+"/"+in.Code); err != nil {
			return err
		}
		old, known := have[key]
		in.ID, in.ForSystem, in.Until = old.ID, old.ForSystem, old.Until
		if _, given := l.fields["asks"]; !given {
			in.Asks = old.Asks
		}
		if ofSystem(in.Code) && old != in {
			return civic.Invalid("code", "error.reason_system")
		}
		if !known {
			in.ID = d.store.NewID(d.now())
		}
		have[key] = in
		switch {
		case !known:
			w.res.New++
		case old == in:
			w.res.Same++
			return nil
		default:
			w.res.Changed++
		}
		return w.add(func(tx *sqldb.Tx) { d.store.SaveReason(tx, in) })
	})
}

func reasonOf(l line) (civic.Reason, error) {
	list, err := reasonList(l.get("kind"))
	if err != nil {
		return civic.Reason{}, err
	}
	in := civic.Reason{List: list, Code: l.get("code"), TextID: l.get("text_id"), TextEN: l.get("text_en"), Source: l.get("source")}
	if in.Asks, err = civic.ParseAsks(l.get("asks")); err != nil {
		return in, err
	}
	if err := checkReason(in); err != nil {
		return in, err
	}
	if in.From, err = civic.ParseDate(l.get("effective_from")); err != nil {
		return in, civic.Invalid("effective_from", "error.date_iso")
	}
	return in, nil
}

// ofSystem tells whether the system itself writes the code. In a list for officers the same code would make their
// doing look like the system's.
func ofSystem(code string) bool {
	return slices.ContainsFunc(systemReasons(), func(r civic.Reason) bool { return r.Code == code })
}
