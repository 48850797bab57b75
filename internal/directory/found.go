package directory

import (
	"context"
	"io"
	"net/mail"
	"strings"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// Found lays the foundation of an empty database: the national desk, the national clock policies, and the reasons
// that the system itself gives. Done again it changes nothing.
func (d *Directory) Found(ctx context.Context) error {
	if m := d.Map(ctx); m.Tree.Len() > 0 && len(m.Ref.Policies) > 0 {
		return nil
	}
	now := d.now()
	err := d.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		d.store.Touch(tx) // also makes a second process that starts now wait, and then see what is here
		desk, rules, err := d.store.Founded(ctx, tx)
		if err != nil {
			return err
		}
		if !desk {
			d.store.SaveAgency(tx, civic.Agency{ID: d.store.NewID(now), Code: NationalCode, Name: "Admin Nasional SP4N", ShortName: "Admin Nasional",
				Kind: "national", Mode: civic.RoutingFull, Zone: civic.WIB, Active: true}, store.Micros(now))
		}
		if rules {
			return nil
		}
		for _, p := range civic.NationalPolicies() {
			p.ID = d.store.NewID(now)
			d.store.InsertPolicy(tx, p)
		}
		for _, r := range systemReasons() {
			r.ID = d.store.NewID(now)
			d.store.SaveReason(tx, r)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return d.atlas.Reload(ctx)
}

// NationalCode is the code of the national desk.
const NationalCode = "nasional"

// systemReasons are those that no officer chooses.
func systemReasons() []civic.Reason {
	from := civic.Date{Year: 2009, Month: time.July, Day: 18}
	law, promise := "UU 25/2009, pasal 44", "Janji layanan SP4N-LAPOR!"
	return []civic.Reason{
		{List: civic.ReasonsArchive, Code: civic.ReasonLapsed, From: from, Source: law, ForSystem: true,
			TextID: "Laporan tidak dilengkapi sampai batas waktu.", TextEN: "The report was not completed in time."},
		{List: civic.ReasonsArchive, Code: civic.ReasonWithdrawn, From: from, Source: law, ForSystem: true,
			TextID: "Pelapor menarik laporan ini.", TextEN: "The reporter withdrew this report."},
		{List: civic.ReasonsOutcome, Code: civic.OutcomeAccepted, From: from, Source: promise, ForSystem: true,
			TextID: "Pelapor menyatakan masalahnya sudah beres.", TextEN: "The reporter says the problem is solved."},
		{List: civic.ReasonsOutcome, Code: civic.OutcomeSilent, From: from, Source: promise, ForSystem: true,
			TextID: "Ditutup tanpa konfirmasi pelapor.", TextEN: "Closed without the reporter's confirmation."},
	}
}

// ImportTopics takes the topic list: code, parent_code, name_id, name_en, default_class; parents first.
func (d *Directory) ImportTopics(ctx context.Context, r io.Reader, o Options) (Result, error) {
	have := map[string]store.Topic{}
	for _, t := range d.Map(ctx).Topics {
		have[t.Code] = t
	}
	return d.run(ctx, r, o, []string{"code", "name_id"}, func(w *writer, l line) error {
		t := store.Topic{Code: l.get("code"), NameID: l.get("name_id"), NameEN: l.get("name_en"), DefaultClass: civic.Class(l.get("default_class")), Active: true}
		if err := checkTopic(t); err != nil {
			return err
		}
		if p := l.get("parent_code"); p != "" {
			up, ok := have[p]
			if !ok || up.Parent != 0 || p == t.Code {
				return civic.Invalid("parent_code", "error.topic_parent")
			}
			t.Parent = up.ID
		}
		old, known := have[t.Code]
		if known {
			t.ID, t.Active = old.ID, old.Active
		} else {
			t.ID = d.store.NewID(d.now())
		}
		have[t.Code] = t
		switch {
		case !known:
			w.res.New++
		case old == t:
			w.res.Same++
			return nil
		default:
			w.res.Changed++
		}
		return w.add(func(tx *sqldb.Tx) { d.store.SaveTopic(tx, t) })
	})
}

// ImportReasons takes reason lists: kind (hold, return, archive, close), code, text_id, text_en, effective_from, source.
// A row of another kind is refused: no step would ever ask for it.
func (d *Directory) ImportReasons(ctx context.Context, r io.Reader, o Options) (Result, error) {
	have := map[[2]string]civic.Reason{}
	for _, old := range d.Map(ctx).Ref.Reasons {
		have[[2]string{old.List, old.Code}] = old
	}
	return d.run(ctx, r, o, []string{"kind", "code", "text_id"}, func(w *writer, l line) error {
		in := civic.Reason{List: l.get("kind"), Code: l.get("code"), TextID: l.get("text_id"), TextEN: l.get("text_en"), Source: l.get("source")}
		if in.List == "close" {
			in.List = civic.ReasonsOutcome
		}
		if err := checkReason(in); err != nil {
			return err
		}
		var err error
		if in.From, err = civic.ParseDate(l.get("effective_from")); err != nil {
			return civic.Invalid("effective_from", "error.date_iso")
		}
		key := [2]string{in.List, in.Code}
		old, known := have[key]
		in.ID, in.ForSystem, in.Until = old.ID, old.ForSystem, old.Until
		if !known {
			in.ID = d.store.NewID(d.now())
		}
		if !old.ForSystem {
			have[key] = in
		}
		switch {
		case !known:
			w.res.New++
		case old == in || old.ForSystem:
			w.res.Same++
			return nil
		default:
			w.res.Changed++
		}
		return w.add(func(tx *sqldb.Tx) { d.store.SaveReason(tx, in) })
	})
}

// ImportOfficers takes officers with their first post: email, name, desk_code, role. All get the same password hash; rows
// are known by e-mail address, and an officer who is there already is left alone.
func (d *Directory) ImportOfficers(ctx context.Context, r io.Reader, hash string, o Options) (Result, error) {
	t, seen := d.Map(ctx).Tree, map[string]bool{}
	return d.run(ctx, r, o, []string{"email", "name", "desk_code", "role"}, func(w *writer, l line) error {
		email, role := strings.ToLower(l.get("email")), civic.Role(l.get("role"))
		desk, ok := t.ByCode(l.get("desk_code"))
		if !ok {
			return civic.Invalid("desk_code", "error.agency_unknown")
		}
		if !civic.ValidOfficerRole(role) {
			return civic.Invalid("role", "error.role_unknown")
		}
		if a, err := mail.ParseAddress(email); err != nil || a.Address != email {
			return civic.Invalid("email", "error.email_wrong")
		}
		switch _, err := d.store.OfficerByEmail(ctx, d.store.DB, email); {
		case err == nil || seen[email]:
			w.res.Same++
			return nil
		case civic.KindOf(err) != civic.KindNotFound:
			return err
		}
		w.res.New++
		seen[email] = true
		now := d.now()
		off := store.Officer{ID: d.store.NewID(now), Email: email, Name: l.get("name"), PasswordHash: hash, Active: true}
		post := store.Post{ID: d.store.NewID(now), Officer: off.ID, Agency: desk.ID, Role: role, From: store.Micros(now)}
		return w.add(func(tx *sqldb.Tx) {
			d.store.SaveOfficer(tx, off, store.Micros(now))
			d.store.SavePost(tx, post)
		})
	})
}
