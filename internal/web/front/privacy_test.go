package front_test

import (
	"net/http"
	"net/url"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/intake"
	"tuntas/internal/web/staff/stafftest"
)

// Only a plain "no" takes a protection away. Anything else changes nothing and is asked about again.
func TestAProtectionIsNotTakenAwayByAccident(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := o.Report("kota", "Pungutan di loket layanan.", func(r *intake.Request) { r.Anonymous, r.Secret = true, true })
		at := "/laporan/" + got.Code.Display()
		b, _ := signedIn(t, o, got)
		before := report(t, o, got)
		for _, flag := range []string{"anonymous", "secret"} {
			for _, values := range []url.Values{{"flag": {flag}}, {"flag": {flag}, "on": {""}}, {"flag": {flag}, "on": {"No"}}, {"flag": {flag}, "on": {"0"}}, {"flag": {flag}, "on": {"off"}}} {
				p := b.Post(at+"/privasi", values)
				if p.Status != http.StatusUnprocessableEntity || !p.Has("Belum ada yang berubah.") {
					t.Errorf("%v answers %d", values, p.Status)
				}
				stafftest.Rules(t, p)
			}
		}
		if after := report(t, o, got); !after.Anonymous || !after.Secret || after.Seq != before.Seq {
			t.Errorf("anonymous %v, secret %v, %d events more", after.Anonymous, after.Secret, after.Seq-before.Seq)
		}
	})
}

// atContact is a browser whose draft has come to step 3.
func atContact(t *testing.T, o *stafftest.Office) *stafftest.Browser {
	t.Helper()
	b := o.Browse()
	b.Get("/lapor").Form("/lapor").Set("body", "Jalan di depan pasar berlubang besar sejak minggu lalu.").Send()
	p := b.Get("/lapor/lokasi").Form("/lapor/lokasi").Set("location_text", "Jalan Mawar nomor 7").Send()
	if p.Path != "/lapor/kontak" {
		t.Fatalf("step 2 leads to %s", p.Path)
	}
	return b
}

// sent sends what the draft holds and returns the report.
func sent(t *testing.T, o *stafftest.Office, b *stafftest.Browser) civic.Report {
	t.Helper()
	p := b.Get("/lapor/periksa").Form("/lapor/periksa").Send()
	code, pin := receiptOf(t, p)
	who, err := o.Casework.OpenWithPIN(t.Context(), code, pin, "x")
	if err != nil {
		t.Fatal(err)
	}
	v, err := o.Casework.View(t.Context(), who, code)
	if err != nil {
		t.Fatal(err)
	}
	return v.Report
}

func TestWhatIsNotAnsweredIsProtected(t *testing.T) {
	o := stafftest.One(t)
	for _, c := range []struct {
		name              string
		values            url.Values
		status            int
		anonymous, secret bool
		showName          bool
	}{
		{"plain answers", url.Values{"hide": {"no"}, "secret": {"no"}, "show_name": {"yes"}}, 200, false, false, true},
		{"no word about the name", url.Values{"secret": {"no"}, "show_name": {"yes"}}, 200, true, false, false},
		{"another word about the name", url.Values{"hide": {"NO"}, "secret": {"no"}}, 200, true, false, false},
		{"another word about showing it", url.Values{"hide": {"no"}, "secret": {"no"}, "show_name": {"maybe"}}, 200, false, false, false},
		{"secret", url.Values{"hide": {"no"}, "secret": {"yes"}}, 200, false, true, false},
		{"no word about secrecy", url.Values{"hide": {"no"}}, 422, false, false, false},
		{"another word about secrecy", url.Values{"hide": {"no"}, "secret": {"1"}}, 422, false, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := atContact(t, o)
			c.values.Set("name", "Rahma Pelapor")
			p := b.Post("/lapor/kontak", c.values)
			if p.Status != c.status {
				t.Fatalf("step 3 answers %d at %s", p.Status, p.Path)
			}
			if c.status != 200 {
				stafftest.Rules(t, p)
				if !p.Has("Pilih: laporan ini rahasia atau tidak.") || p.Form("/lapor/kontak").Value("secret") != "yes" {
					t.Error("nobody is asked, or the answer offered is the open one")
				}
				if p := b.Get("/lapor/periksa"); p.Path != "/lapor/kontak" {
					t.Errorf("the report can be sent all the same, at %s", p.Path)
				}
				return
			}
			if r := sent(t, o, b); r.Anonymous != c.anonymous || r.Secret != c.secret || r.ShowName != c.showName {
				t.Errorf("anonymous %v, secret %v, name shown %v", r.Anonymous, r.Secret, r.ShowName)
			}
		})
	}
}
