package front_test

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/intake"
	"tuntas/internal/web/staff/stafftest"
)

// answered is a public report that its office has answered.
func answered(o *stafftest.Office) intake.Receipt {
	got := published(o)
	o.Do(o.Actor("kota"), got.Code, civic.Command{Verb: civic.VerbAnswer, Message: "Lubang sudah kami tambal."})
	return got
}

// Beside the rating of an answer stands the way to say that it did not help.
func TestNotSolvedYet(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := answered(o)
		at := "/laporan/" + got.Code.Display()
		_, p := signedIn(t, o, got)
		stafftest.Rules(t, p)
		forms := 0
		for n := range stafftest.Elements(p.Doc, "form") {
			if stafftest.Attr(n, "action") != at+"/balas" {
				continue
			}
			forms++
			for up := n; up != nil; up = up.Parent {
				if up.Data == "details" {
					t.Error("the way is folded away")
				}
			}
		}
		if forms != 1 || !p.Has("Belum beres?") {
			t.Errorf("there are %d forms to reply with", forms)
		}
		if p := p.Form(at + "/balas").Send(); p.Status != http.StatusUnprocessableEntity || report(t, o, got).State != civic.AwaitingReporter {
			t.Errorf("without words it answers %d", p.Status)
		}
		p = p.Form(at+"/balas").Set("message", "Lubang kedua masih ada.").Attach("files", "lubang.png", picture(t, 20)).Send()
		if p.Path != at || !p.Has("Laporan kembali ke petugas.") || !p.Has("Lubang kedua masih ada.") || report(t, o, got).State != civic.InProgress {
			t.Errorf("it answers %d at %s, the report is %s", p.Status, p.Path, report(t, o, got).State)
		}
		stafftest.Rules(t, p)
	})
}

// "Did not help" does not close a report that was answered: with words it is a reply, without them they are asked for.
func TestNoHelpDoesNotCloseTheReport(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := answered(o)
		at := "/laporan/" + got.Code.Display()
		_, p := signedIn(t, o, got)
		for _, words := range []string{"", "  \n "} {
			q := p.Form(at+"/nilai").Set("rating", "1").Set("message", words).Send()
			if q.Status != http.StatusUnprocessableEntity || !q.Has("Tulis apa yang belum beres.") || q.Form(at+"/nilai").Value("rating") != "1" {
				t.Errorf("without words it answers %d", q.Status)
			}
			stafftest.Rules(t, q)
		}
		if r := report(t, o, got); r.State != civic.AwaitingReporter || r.Rating != 0 {
			t.Fatalf("the report is %s with rating %d", r.State, r.Rating)
		}
		for range 2 { // the second one is a double press
			q := p.Form(at+"/nilai").Set("rating", "1").Set("message", "Lubang kedua masih ada.").Send()
			if r := report(t, o, got); q.Path != at || !q.Has("Laporan kembali ke petugas.") && !q.Has("Terima kasih.") || r.State != civic.InProgress || r.Rating != 0 {
				t.Errorf("with words it answers %d, the report is %s with rating %d", q.Status, r.State, r.Rating)
			}
		}
		o.Do(o.Actor("kota"), got.Code, civic.Command{Verb: civic.VerbAnswer, Message: "Yang kedua juga sudah."})
		_, p = signedIn(t, o, got)
		p = p.Form(at+"/nilai").Set("rating", "3").Send()
		if r := report(t, o, got); !p.Has("Laporan ini selesai.") || r.State != civic.Closed || r.Rating != 3 {
			t.Errorf("a good answer: %s with rating %d", r.State, r.Rating)
		}
	})
}

// After the end "did not help" is a rating like the others.
func TestNoHelpAfterTheEnd(t *testing.T) {
	o := stafftest.One(t)
	got := answered(o)
	o.Do(civic.ReporterActor(got.Report.ID), got.Code, civic.Command{Verb: civic.VerbReply, Message: "Tinggal diratakan."})
	o.Do(o.Actor("kota"), got.Code, civic.Command{Verb: civic.VerbClose, Outcome: "solved", Message: "Selesai."})
	at := "/laporan/" + got.Code.Display()
	_, p := signedIn(t, o, got)
	p = p.Form(at+"/nilai").Set("rating", "1").Send()
	if r := report(t, o, got); p.Path != at || !p.Has("Nilai Anda sudah dicatat.") || r.State != civic.Closed || r.Rating != 1 {
		t.Errorf("it answers %d, the report is %s with rating %d", p.Status, r.State, r.Rating)
	}
}

func replies(t *testing.T, o *stafftest.Office, got intake.Receipt, words string) int {
	t.Helper()
	v, err := o.Casework.View(t.Context(), civic.ReporterActor(got.Report.ID), got.Code)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, e := range v.Events {
		if e.Verb == civic.VerbReply && e.Message == words {
			n++
		}
	}
	return n
}

// The same reply pressed twice is stored once; other words, or the same later, are another reply.
func TestTheSameReplyIsStoredOnce(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := published(o)
		at := "/laporan/" + got.Code.Display()
		b, p := signedIn(t, o, got)
		words := "Kapan dikerjakan?"
		for range 2 {
			if q := p.Form(at+"/balas").Set("message", words).Send(); q.Path != at || !q.Has("Balasan Anda sudah dikirim.") {
				t.Errorf("it answers %d at %s", q.Status, q.Path)
			}
		}
		if n := replies(t, o, got, words); n != 1 {
			t.Errorf("stored %d times", n)
		}
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() { b.Post(at+"/balas", url.Values{"message": {"Delapan kali sekaligus."}}) })
		}
		all.Wait()
		if n := replies(t, o, got, "Delapan kali sekaligus."); n != 1 {
			t.Errorf("sent at once, stored %d times", n)
		}
		p.Form(at+"/balas").Set("message", "Delapan kali sekaligus.").Attach("files", "baru.png", picture(t, 90)).Send()
		if n := replies(t, o, got, "Delapan kali sekaligus."); n != 2 {
			t.Errorf("with a photo it is another reply, %d are stored", n)
		}
		o.Pass(3 * time.Minute)
		p.Form(at+"/balas").Set("message", words).Send()
		if n := replies(t, o, got, words); n != 2 {
			t.Errorf("the same words three minutes later: %d are stored", n)
		}
	})
}

// What an office writes meanwhile does not keep a reporter's reply from arriving.
func TestAReplyFromAnOldPageArrives(t *testing.T) {
	o := stafftest.One(t)
	got := published(o)
	at := "/laporan/" + got.Code.Display()
	_, p := signedIn(t, o, got)
	o.Do(o.Actor("kota"), got.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Besok kami ukur."})
	if q := p.Form(at+"/balas").Set("message", "Terima kasih.").Send(); q.Path != at || replies(t, o, got, "Terima kasih.") != 1 {
		t.Errorf("it answers %d", q.Status)
	}
}

// What was written on a page that became too old meanwhile comes back to be copied.
func TestWordsOfAnOldPageAreNotLost(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := answered(o)
		at := "/laporan/" + got.Code.Display()
		b, _ := signedIn(t, o, got)
		o.Do(civic.ReporterActor(got.Report.ID), got.Code, civic.Command{Verb: civic.VerbAccept, Rating: 3})
		p := b.Post(at+"/balas", url.Values{"message": {"Lubang kedua masih ada."}})
		if p.Status < 400 || !p.Has("Tulisan Anda belum terkirim") || !p.Has("Lubang kedua masih ada.") {
			t.Errorf("it answers %d, and the words are gone", p.Status)
		}
		stafftest.Rules(t, p)
	})
}

// A report that time closed is ended, and nothing on its page says that it is solved.
func TestClosedByTimeIsNotSolved(t *testing.T) {
	o := stafftest.One(t)
	got := answered(o)
	at := "/laporan/" + got.Code.Display()
	o.Pass(30 * 24 * time.Hour)
	o.Do(civic.Actor{Role: civic.RoleSystem}, got.Code, civic.Command{Verb: civic.VerbAutoClose})
	_, own := signedIn(t, o, got)
	for _, p := range []*stafftest.Page{o.Browse().Get(at), own} {
		for n := range stafftest.Elements(p.Doc, "section") {
			if stafftest.Attr(n, "aria-labelledby") != "stat" {
				continue
			}
			if words := stafftest.Words(n); !strings.Contains(words, "Ditutup tanpa konfirmasi pelapor") || strings.Contains(words, "Selesai") {
				t.Errorf("it says %s", words)
			}
		}
	}
	if p := o.As("kota").Get("/petugas?tab=selesai"); !p.Has("Ditutup") || strings.Contains(p.Body, `<span class="st">Selesai`) {
		t.Error("the inbox says that it is solved")
	}
	if p := o.As("kota").Get("/petugas/laporan/" + got.Code.Display()); strings.Count(stafftest.Words(p.Doc), "Ditutup tanpa konfirmasi pelapor") != 1 {
		t.Error("officers read the closing sentence more than once")
	}
}

// A filter that means nothing is named, not passed over.
func TestUnknownFiltersAreNamed(t *testing.T) {
	o := stafftest.One(t)
	for path, named := range map[string]string{
		"/laporan?status=zzz": "status=zzz", "/laporan?state=zzz": "state=zzz", "/laporan?agency=abc": "agency=abc", "/laporan?agency=12345": "agency=12345",
		"/laporan?cursor=xx": "cursor=xx", "/laporan?since=x": "since=x", "/laporan?topic=x": "topic=x", "/laporan?region=zz": "region=zz", "/laporan?sejak=x&instansi=abc": "instansi=abc, sejak=x",
		"/laporan?state=closed&q=jalan&region=35&since=2026-01-01&topic=&agency=&utm_source=x&fbclid=y": "",
		"/laporan?agency=" + o.Agency("dinas-pu").ID.String():                                           "",
	} {
		p := o.Browse().Get(path)
		if note := "Saringan ini tidak dikenal dan diabaikan: " + named; p.Status != http.StatusOK || p.Has("diabaikan") != (named != "") || named != "" && !p.Has(note) {
			t.Errorf("%s answers %d and does not say %q", path, p.Status, note)
		}
		stafftest.Rules(t, p)
	}
	b := o.As("kota")
	for path, named := range map[string]string{
		"/petugas?tab=zzz": "tab=zzz", "/petugas?keadaan=zzz": "keadaan=zzz", "/petugas?sesudah=xx": "sesudah=xx", "/petugas?status=zzz": "status=zzz",
		"/petugas?tab=lewat&keadaan=submitted": "", "/petugas": "",
	} {
		if p := b.Get(path); p.Has("diabaikan") != (named != "") || named != "" && !p.Has("diabaikan: "+named) {
			t.Errorf("%s does not name %q", path, named)
		}
	}
}
