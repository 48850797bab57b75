package directory

import (
	"context"
	"io"
	"slices"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// Found lays the foundation of an empty database: the national desk, the national clock policies, and the reasons
// that the system itself gives. Done again it changes nothing.
func (d *Directory) Found(ctx context.Context) error {
	if m := d.Map(ctx); m.Tree.Len() > 0 && len(m.Ref.Policies) > 0 && len(m.Ref.Phrases) > 0 {
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
		if err := d.foundPhrases(ctx, tx); err != nil || rules {
			return err
		}
		for _, p := range civic.NationalPolicies() {
			p.ID = d.store.NewID(now)
			d.store.InsertPolicy(tx, p)
		}
		for _, r := range slices.Concat(systemReasons(), extensionReasons(), askedReasons(), bodyReasons(), findingReasons(), auditReasons(), teamRoles(), informationReasons()) {
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

// extensionReasons are why an office needs more time, as long as nobody writes other ones.
func extensionReasons() []civic.Reason {
	from, own := civic.Date{Year: 2026, Month: time.January, Day: 1}, "Ketentuan pengelola"
	return []civic.Reason{
		{List: civic.ReasonsExtend, Code: "field_check", From: from, Source: own,
			TextID: "Perlu pemeriksaan di lapangan.", TextEN: "A check on site is needed."},
		{List: civic.ReasonsExtend, Code: "other_office", From: from, Source: own,
			TextID: "Perlu keterangan atau tindakan kantor lain.", TextEN: "Another office has to give information or act."},
		{List: civic.ReasonsExtend, Code: "means", From: from, Source: own,
			TextID: "Perlu alat, bahan, atau cuaca yang mendukung.", TextEN: "Tools, material or fair weather are needed."},
		{List: civic.ReasonsExtend, Code: "not_held", From: from, Source: "UU 14/2008, pasal 22",
			TextID: "Informasi belum dikuasai atau masih diuji.", TextEN: "The information is not at hand yet or is being examined."},
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
		if err := w.once("code", t.Code); err != nil {
			return err
		}
		old, known := have[t.Code]
		if known {
			t.ID, t.Active, t.Evidence = old.ID, old.Active, old.Evidence
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
