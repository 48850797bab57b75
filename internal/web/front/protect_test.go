package front_test

import (
	"net/http"
	"net/url"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/intake"
	"tuntas/internal/web/staff/stafftest"
)

// press sends the form that switches a protection, as its button does without scripts.
func press(t *testing.T, b *stafftest.Browser, p *stafftest.Page, code civic.TrackingCode, flag, on string) *stafftest.Page {
	t.Helper()
	to := "/laporan/" + code.Display() + "/privasi"
	for f := range stafftest.Elements(p.Doc, "form") {
		values := url.Values{}
		for n := range stafftest.Elements(f, "input") {
			values.Set(stafftest.Attr(n, "name"), stafftest.Attr(n, "value"))
		}
		if stafftest.Attr(f, "action") == to && values.Get("flag") == flag {
			if values.Get("on") != on {
				t.Fatalf("the form of %s offers %s", flag, values.Get("on"))
			}
			return b.Post(to, values)
		}
	}
	t.Fatalf("%s has no form for %s", p.Path, flag)
	return nil
}

func report(t *testing.T, o *stafftest.Office, got intake.Receipt) civic.Report {
	t.Helper()
	v, err := o.Casework.View(t.Context(), civic.ReporterActor(got.Report.ID), got.Code)
	if err != nil {
		t.Fatal(err)
	}
	return v.Report
}

func TestReporterSwitchesProtection(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := published(o)
		at := "/laporan/" + got.Code.Display()
		if p := o.Browse().Get(at); p.Status != http.StatusOK || p.Has("Privasi laporan ini") {
			t.Errorf("the public page answers %d, or offers protection", p.Status)
		}
		b, p := signedIn(t, o, got)
		stafftest.Rules(t, p)
		for _, step := range []struct {
			flag, on          string
			says              string
			anonymous, secret bool
			public            int
			seen              string // the chip at the head of the page
		}{
			{"anonymous", "yes", "Nama Anda sekarang disembunyikan dari petugas dan umum.", true, false, 200, "Nama disembunyikan"},
			{"secret", "yes", "Laporan ini sekarang rahasia dan tidak tampil untuk umum.", true, true, 404, "Rahasia"},
			{"anonymous", "no", "Petugas yang menangani sekarang bisa melihat nama dan kontak Anda.", false, true, 404, "Rahasia"},
			{"secret", "no", "Laporan ini tidak rahasia lagi. Tidak ada yang terbit sebelum diperiksa petugas.", false, false, 404, ""},
		} {
			before := report(t, o, got).Seq
			p = press(t, b, p, got.Code, step.flag, step.on)
			stafftest.Rules(t, p)
			if p.Status != http.StatusOK || p.Path != at || !p.Has(step.says) || !p.Has(step.seen) {
				t.Errorf("%s %s: %d at %s without %q", step.flag, step.on, p.Status, p.Path, step.says)
			}
			r := report(t, o, got)
			if r.Anonymous != step.anonymous || r.Secret != step.secret || r.Seq != before+1 {
				t.Errorf("%s %s: anonymous %v, secret %v, %d events", step.flag, step.on, r.Anonymous, r.Secret, r.Seq-before)
			}
			if q := o.Browse().Get(at); q.Status != step.public {
				t.Errorf("%s %s: the public page answers %d", step.flag, step.on, q.Status)
			}
			if q := b.Get(at); q.Has(step.says) {
				t.Errorf("%q is said twice", step.says)
			}
			// The button is pressed again, in a window that was open before.
			q := b.Post(at+"/privasi", url.Values{"flag": {step.flag}, "on": {step.on}})
			if again := report(t, o, got).Seq; q.Status != http.StatusOK || !q.Has(step.says) || again != r.Seq {
				t.Errorf("%s %s twice: %d, %d events more", step.flag, step.on, q.Status, again-r.Seq)
			}
		}
	})
}

func TestProtectionIsTheReportersAndNothingElse(t *testing.T) {
	o := stafftest.One(t)
	got := published(o)
	at := "/laporan/" + got.Code.Display()
	b, _ := signedIn(t, o, got)
	for _, values := range []url.Values{{}, {"flag": {"published"}, "on": {"yes"}}, {"flag": {""}, "on": {"no"}}} {
		p := b.Post(at+"/privasi", values)
		if p.Status != http.StatusUnprocessableEntity || !p.Has("Pilih perlindungan yang diubah.") || !p.Has("Privasi laporan ini") {
			t.Errorf("%v answers %d", values, p.Status)
		}
		stafftest.Rules(t, p)
		for d := range stafftest.Elements(p.Doc, "details") {
			if words := stafftest.Words(d); len(words) > 20 && words[:20] == "Privasi laporan ini " && !stafftest.HasAttr(d, "open") {
				t.Error("what has to be mended is folded away")
			}
		}
	}
	other := published(o)
	if p := b.Post("/laporan/"+other.Code.Display()+"/privasi", url.Values{"flag": {"secret"}, "on": {"yes"}}); p.Path != "/lacak" || report(t, o, other).Secret {
		t.Errorf("somebody else's report: %d at %s", p.Status, p.Path)
	}
	if p := b.Post("/laporan/SALAH/privasi", url.Values{"flag": {"secret"}, "on": {"yes"}}); p.Status != http.StatusNotFound {
		t.Errorf("no code: %d", p.Status)
	}
	if r := report(t, o, got); r.Secret || r.Anonymous {
		t.Errorf("something was switched: %+v", r)
	}
}

// After the end the two protections can still be switched, as the lifecycle has it.
func TestProtectionOfAWithdrawnReport(t *testing.T) {
	o := stafftest.One(t)
	got := published(o)
	o.Do(civic.ReporterActor(got.Report.ID), got.Code, civic.Command{Verb: civic.VerbWithdraw})
	b, p := signedIn(t, o, got)
	if p = press(t, b, p, got.Code, "secret", "yes"); p.Status != http.StatusOK || !report(t, o, got).Secret {
		t.Errorf("a withdrawn report stays open: %d", p.Status)
	}
}
