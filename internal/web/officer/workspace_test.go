package officer_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tuntas/internal/civic"
	"tuntas/internal/intake"
	"tuntas/internal/web/staff/stafftest"
)

// part is the element of a page with this attribute, nil when there is none.
func part(p *stafftest.Page, name string) *html.Node {
	for n := range stafftest.Elements(p.Doc) {
		if stafftest.HasAttr(n, name) {
			return n
		}
	}
	return nil
}

// threeRows takes in reports for the city, and their codes in the order of its list.
func threeRows(t *testing.T, o *stafftest.Office) []string {
	t.Helper()
	for _, body := range []string{"Jalan pertama berlubang.", "Jalan kedua berlubang.", "Jalan ketiga berlubang."} {
		o.Report("kota", body, nil)
	}
	var codes []string
	for _, at := range rowsOf(o.As("kota").Get("/petugas")) {
		codes = append(codes, at[len("/petugas/laporan/"):])
	}
	if len(codes) != 3 {
		t.Fatalf("three reports make %d rows", len(codes))
	}
	return codes
}

// Without scripts the server writes list and report together; a step leads back to the same place with the next report
// open, a note to the same report.
func TestWorkspaceWithoutScripts(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		codes := threeRows(t, o)
		b := o.As("kota")
		p := b.Get("/petugas?keadaan=submitted&buka=" + codes[1])
		stafftest.Rules(t, p)
		if p.Status != http.StatusOK || part(p, "data-open") == nil || stafftest.Attr(part(p, "data-case"), "data-case") != codes[1] || !p.Has("Jalan kedua") {
			t.Fatalf("the workspace answers %d without the report", p.Status)
		}
		if n := len(rowsOf(p)); n != 3 {
			t.Errorf("beside the report are %d rows", n)
		}
		at := "/petugas/laporan/" + codes[1]
		more := "?" + url.Values{"dari": {"keadaan=submitted"}, "berikut": {codes[2]}}.Encode()
		p = p.Form(at+"/catat"+more).Set("message", "Catatan pertama.").Send()
		if p.Path != "/petugas" || p.Query.Get("buka") != codes[1] || p.Query.Get("keadaan") != "submitted" || !p.Has("Catatan tersimpan") {
			t.Errorf("a note leads to %s?%s", p.Path, p.Query.Encode())
		}
		p = p.Form(at+"/tanya"+more).Set("message", "Di mana?").Send()
		stafftest.Rules(t, p)
		if p.Status != http.StatusUnprocessableEntity || part(p, "data-work") == nil || p.Form(at+"/tanya"+more).Value("message") != "Di mana?" {
			t.Errorf("a form with a mistake answers %d outside of the workspace", p.Status)
		}
		p = p.Form(at+"/periksa"+more).Set("target_pick", o.Agency("dinas-pu").ID.String()).Set("class", "complaint").Send()
		if p.Path != "/petugas" || p.Query.Get("buka") != codes[2] || !p.Has("sudah diperiksa") || stafftest.Attr(part(p, "data-case"), "data-case") != codes[2] {
			t.Errorf("a step leads to %s?%s", p.Path, p.Query.Encode())
		}
		p = b.Get("/petugas?buka=" + codes[0])
		if p := p.Form("/petugas/laporan/"+codes[0]+"/arsip?"+onwardOf(p, codes[0])).Set("reason", "tidak-jelas").Set("message", "Maaf, isinya tidak dapat kami pahami.").Send(); p.Path != "/petugas" || p.Status != http.StatusOK {
			t.Errorf("archiving leads to %s, %d", p.Path, p.Status)
		}
	})
}

// onwardOf is the end of the address of the forms of an open report.
func onwardOf(p *stafftest.Page, code string) string {
	for f := range stafftest.Elements(p.Doc, "form") {
		if to, ok := strings.CutPrefix(stafftest.Attr(f, "action"), "/petugas/laporan/"+code+"/catat?"); ok {
			return to
		}
	}
	return ""
}

// What another desk holds opens nowhere: not beside the list, not as a part, and nobody learns that it is there.
func TestWorkspaceOpensOnlyWhatIsTheirs(t *testing.T) {
	o := stafftest.One(t)
	reports := cast(o)
	nowhere := "7K2M-9QXT-4PD"
	for _, role := range o.Roles() {
		who, b := o.Actor(role), o.As(role)
		tree := o.Directory.Map(t.Context()).Tree
		for name, got := range reports {
			code := got.Code.Display()
			view, err := o.Casework.View(t.Context(), who, got.Code)
			in := err == nil && who.InScope(tree, &view.Report)
			beside, alone := b.Get("/petugas?buka="+code), b.Get("/petugas/laporan/"+code+"/panel")
			if in != (alone.Status == http.StatusOK) || in != (part(beside, "data-case") != nil) || beside.Status != http.StatusOK {
				t.Errorf("%s, %s, in scope %v: the part answers %d, the workspace %d", role, name, in, alone.Status, beside.Status)
			}
			for _, p := range []*stafftest.Page{beside, alone} {
				if reads := strings.Contains(p.Body, "PENANDA-"+name); reads != (in && view.Sight.Text) {
					t.Errorf("%s, %s: the text is on %s: %v", role, name, p.Path, reads)
				}
			}
			if !in && strings.ReplaceAll(alone.Body, code, nowhere) != b.Get("/petugas/laporan/"+nowhere+"/panel").Body {
				t.Errorf("%s, %s: the part tells that there is something", role, name)
			}
		}
	}
	for _, path := range []string{"/petugas/kabar", "/petugas/pintasan", "/petugas/laporan/" + nowhere + "/panel", "/petugas?buka=" + nowhere} {
		if p := o.Browse().Get(path); p.Path != "/petugas/masuk" {
			t.Errorf("a stranger at %s is led to %s", path, p.Path)
		}
	}
	for _, path := range []string{"/petugas/tampilan", "/petugas/pintasan", "/petugas/laporan/" + nowhere + "/hadir"} {
		if p := o.Browse().Post(path, url.Values{"rapat": {"1"}}); p.Path != "/petugas/masuk" {
			t.Errorf("a stranger who sends to %s is led to %s", path, p.Path)
		}
	}
}

// How rows look and which keys are used is the officer's own affair, and stays.
func TestOwnLookAndKeys(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		o.Report("kota", "Jalan berlubang.", func(r *intake.Request) { r.Anonymous = true })
		b := o.As("kota")
		p := b.Get("/petugas")
		if part(p, "data-compact") != nil || !p.Has("Jalan Mawar nomor 7") || !strings.Contains(stafftest.Attr(part(p, "data-keys"), "data-keys"), `"j":"next"`) {
			t.Error("an officer who never chose sees other rows or keys")
		}
		form := p.Form("/petugas/tampilan").Set("rapat", "1")
		form.Set("fakta", "topic")
		p = form.Send()
		if p.Path != "/petugas" || part(p, "data-compact") == nil || len(rowsOf(p)) != 1 || strings.Contains(stafftest.Words(part(p, "data-rows")), "Jalan Mawar") {
			t.Errorf("the chosen look is not there at %s", p.Path)
		}
		if p := o.As("nasional").Get("/petugas"); part(p, "data-compact") != nil {
			t.Error("one officer's look is another's")
		}
		p = b.Get("/petugas/pintasan")
		stafftest.Rules(t, p)
		for key, want := range map[string]string{"k": "sudah dipakai", "ab": "satu huruf"} {
			got := p.Form("/petugas/pintasan").Set("key-next", key).Send()
			stafftest.Rules(t, got)
			if got.Status != http.StatusUnprocessableEntity || !got.Has(want) || got.Form("/petugas/pintasan").Value("key-next") != key {
				t.Errorf("the key %q answers %d", key, got.Status)
			}
		}
		if got := p.Form("/petugas/pintasan").Set("key-next", "N").Set("key-verify", "").Send(); !got.Has("Pintasan tersimpan") {
			t.Errorf("good keys answer %d", got.Status)
		}
		keys := stafftest.Attr(part(b.Get("/petugas"), "data-keys"), "data-keys")
		if !strings.Contains(keys, `"n":"next"`) || strings.Contains(keys, "verify") || strings.Contains(keys, `"j"`) {
			t.Errorf("the keys are %s", keys)
		}
		p.Form("/petugas/pintasan").Set("pakai", "tidak").Send()
		if p := b.Get("/petugas"); stafftest.Attr(part(p, "data-keys"), "data-keys") != "" || strings.Contains(p.Body, "<dialog") || !p.Has("Pintasan mati") {
			t.Error("switched off, the keys are still there")
		}
		if got := b.Get("/petugas/pintasan").Form("/petugas/pintasan").Set("do", "bawaan").Send(); got.Form("/petugas/pintasan").Value("key-next") != "j" {
			t.Error("the keys do not come back as they were")
		}
	})
}

// A suggestion names its ground: the agency that the reporter named, then what the desk did before; one press takes it,
// and what came back counts no more.
func TestSuggestions(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		topic := func(r *intake.Request) {
			r.Place.Region, r.Topic = "35.78.01", topicOf(t, o, "jalan-rusak")
		}
		named := o.Report("dinas-pu", "Jalan berlubang.", nil)
		b := o.As("kota")
		if p := b.Get(pageOf(named)); !p.Has("Saran: teruskan ke Dinas Pekerjaan Umum") || !p.Has("Karena pelapor menyebut instansi ini") || p.Form(pageOf(named)+"/periksa").Value("target") == "" {
			t.Error("the agency that the reporter named is not suggested")
		}
		first := o.Report("kota", "Jalan berlubang.", topic)
		if p := b.Get(pageOf(first)); p.Has("Saran:") {
			t.Error("without a precedent something is suggested")
		}
		sent := []intake.Receipt{first}
		for range 4 {
			sent = append(sent, o.Report("kota", "Jalan berlubang.", topic))
		}
		for _, got := range sent {
			o.Do(o.Actor("kota"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Topic: topicOf(t, o, "jalan-rusak"), Target: o.Agency("dinas-pu").ID})
		}
		if err := o.Insight.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		second := o.Report("kota", "Jalan berlubang.", topic)
		p := b.Get(pageOf(second))
		stafftest.Rules(t, p)
		if !p.Has("Karena 5 dari 5 laporan tentang Jalan rusak di Kota Surabaya diteruskan ke sana") {
			t.Error("what the desk did before is not suggested")
		}
		far := o.Report("kota", "Ada jalan yang rusak di dekat pasar.", func(r *intake.Request) { r.Place.Region = "35" })
		if p := b.Get(pageOf(far)); !p.Has("di tempat lain diteruskan ke sana") || !p.Has("Topik Jalan rusak: kata-katanya ada di isi laporan") || p.Form(pageOf(far)+"/periksa").Value("topic") != topicOf(t, o, "jalan-rusak").String() {
			t.Error("the topic in the words, and what was done elsewhere, are not suggested")
		}
		if p := p.Form(pageOf(second)+"/periksa").Set("saran", o.Agency("dinas-pu").ID.String()).Set("target", "").Send(); !p.Has("Sekarang ada di Dinas Pekerjaan Umum") {
			t.Errorf("taking the suggestion answers %d", p.Status)
		}
		for _, got := range append(sent, second) {
			o.Do(o.Actor("pu"), got.Code, civic.Command{Verb: civic.VerbReturn, Reason: "bukan-kami", Message: "Bukan wewenang kami, ini jalan provinsi."})
		}
		if err := o.Insight.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		if p := b.Get(pageOf(o.Report("kota", "Jalan berlubang.", topic))); p.Has("Saran:") {
			t.Error("what came back every time is suggested again")
		}
	})
}

func topicOf(t *testing.T, o *stafftest.Office, code string) civic.ID {
	t.Helper()
	for _, x := range o.Directory.Map(t.Context()).Topics {
		if x.Code == code {
			return x.ID
		}
	}
	t.Fatalf("there is no topic %s", code)
	return 0
}

// A rule of the desk comes before what was done before and after the agency that the reporter named, with its number,
// name and reason. What an officer may not read does not decide.
func TestRulesAreSuggested(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		kota, from := o.Agency("kota").ID, civic.Date{Year: 2026, Month: 1, Day: 1}
		first := o.Report("kota", "Lampu jalan mati di depan pasar.", func(r *intake.Request) { r.Place.Region, r.Topic = "35.78.01", topicOf(t, o, "jalan-rusak") })
		b := o.As("kota")
		if b.Get(pageOf(first)).Has("Saran:") {
			t.Fatal("without a rule something is suggested")
		}
		_, err := o.Directory.SaveCompetence(t.Context(), o.Actor("kota"), civic.CompetenceSet{Desk: kota, Rules: []civic.CompetenceRule{
			{Name: "Bantuan sosial", Words: "bansos", From: from, Target: o.Agency("dinas-sosial").ID},
			{Name: "Lampu jalan", Region: "35.78", Topic: topicOf(t, o, "jalan"), Words: "lampu", From: from, Target: o.Agency("dinas-pu").ID},
			{Name: "Umum", From: from, Target: o.Agency("dinas-sosial").ID}}})
		if err != nil {
			t.Fatal(err)
		}
		p := b.Get(pageOf(first))
		stafftest.Rules(t, p)
		if !p.Has("Saran: teruskan ke Dinas Pekerjaan Umum") || !p.Has("Aturan 2: Lampu jalan. Cocok: wilayah, topik, kata.") || !p.Has("Hampir pasti") {
			t.Error("the rule is not suggested with its reason")
		}
		plain := o.Report("kota", "Sampah menumpuk di pasar.", nil)
		if p := b.Get(pageOf(plain)); !p.Has("Saran: teruskan ke Dinas Sosial") || !p.Has("Aturan 3: Umum. Berlaku untuk semua laporan.") {
			t.Error("the rule for all is not suggested")
		}
		named := o.Report("dinas-pu", "Bansos tidak sampai.", nil)
		if p := b.Get(pageOf(named)); !p.Has("Karena pelapor menyebut instansi ini") || p.Has("Aturan 1") {
			t.Error("a rule comes before the agency that the reporter named")
		}
		if p := p.Form(pageOf(first)+"/periksa").Set("saran", o.Agency("dinas-pu").ID.String()).Set("target", "").Send(); !p.Has("Sekarang ada di Dinas Pekerjaan Umum") {
			t.Errorf("taking the suggestion answers %d", p.Status)
		}
	})
}
