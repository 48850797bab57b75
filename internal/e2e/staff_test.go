package e2e

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

func officerPages(t *testing.T, s *server, g *gallery) {
	p := newPage(t, s, desk())
	p.open("/petugas/masuk")
	g.see(p, "signin")
	p.write("Email dinas", national)
	p.write("Kata sandi", "salah")
	p.in("main").follow("Masuk")
	g.see(p, "signin-wrong")
	p = signIn(t, s, national)
	g.visit(p, http.StatusOK, map[string]string{
		"inbox": "/petugas", "inbox-late": "/petugas?tab=lewat", "inbox-waiting": "/petugas?tab=menunggu", "inbox-done": "/petugas?tab=selesai",
		"posts": "/petugas/pos", "reminders": "/petugas/pengingat", "board": "/petugas/papan", "safety": "/petugas/keamanan", "entry": "/petugas/laporan/baru",
	})
	p.open("/petugas/laporan/baru")
	p.in("main").follow("Kirim dan buat tanda terima")
	g.see(p, "entry-mistake")
	p.open("/petugas/cari?q=7K2M-9QXT-4PD")
	g.see(p, "seek-none")
	p.open("/petugas/tidak-ada")
	g.see(p, "officer-missing")
	officerCase(t, s, g, p)
}

// officerCase looks at the pages of one report: to be checked, with mistakes, secret, and as others see it.
func officerCase(t *testing.T, s *server, g *gallery, p *page) {
	w := lamp()
	w.name, w.email, w.photo = "Sri Rahayu", "galeri3@warga.example", takePhoto(t)
	r := newPage(t, s, phone()).report(w)
	p.open("/petugas")
	p.seek(r.code)
	g.see(p, "case-submitted")
	form := p.in("details[data-verb=verify]")
	form.write("Instansi atau unit tujuan", "Pemerintah Kota")
	form.follow("Cari tujuan")
	g.see(p, "case-verify-found")
	p.seek(r.code)
	form.choose("Terbitkan juga untuk umum")
	form.write("Judul untuk umum", "")
	form.follow("Simpan dan teruskan")
	g.see(p, "case-verify-mistake")
	p.seek(r.code)
	form.write("Instansi atau unit tujuan", "Pemkot Surabaya")
	form.pick(city)
	form.follow("Simpan dan teruskan")
	p.seek(r.code)
	g.see(p, "case-elsewhere")
	o := signIn(t, s, coordinator)
	o.seek(r.code)
	o.press("Kembalikan: bukan wewenang kami")
	g.see(o, "case-return")
	auditing := signIn(t, s, auditor)
	auditing.seek(r.code)
	g.see(auditing, "case-auditor")
	empty := signIn(t, s, "petugas.sby-dsdabm-drainase@demo.tuntas.example")
	empty.open("/petugas?keadaan=escalated")
	g.see(empty, "inbox-empty")
}

// adminPages looks at one page of each kind below /kelola, and at every form that is sent empty.
func adminPages(t *testing.T, s *server, g *gallery) {
	p := signIn(t, s, national)
	kinds, queue := map[string]bool{}, []string{"/kelola/instansi"}
	for n := 0; n < len(queue); n++ {
		if status := p.open(queue[n]); status != http.StatusOK {
			t.Errorf("%s answers %d", queue[n], status)
		}
		name := strings.ReplaceAll(strings.Trim(adminKind(queue[n]), "/"), "/", "-")
		g.see(p, name)
		for _, link := range p.links() {
			kind := adminKind(link)
			file := strings.HasSuffix(kind, "/csv") || strings.HasSuffix(kind, "/berkas") // it is saved, not shown
			if strings.HasPrefix(link, "/kelola/") && !file && !kinds[kind] && kind != adminKind(queue[0]) {
				kinds[kind] = true
				queue = append(queue, link)
			}
		}
		if strings.HasSuffix(name, "-baru") {
			form := p.in("main form[method=post]")
			if status := form.arrive(click(form.find("", ".act button", "found"))); status != http.StatusUnprocessableEntity {
				t.Errorf("%s sent empty answers %d", queue[n], status)
			}
			g.see(p, name+"-mistake")
		}
	}
	if len(queue) < 15 {
		t.Errorf("only %d kinds of pages were found: %q", len(queue), queue)
	}
}

var numbers = regexp.MustCompile(`/[0-9]+`)

// adminKind is an address without what tells two pages of a kind apart.
func adminKind(link string) string {
	path, _, _ := strings.Cut(link, "?")
	path = numbers.ReplaceAllString(path, "/n")
	if rest, ok := strings.CutPrefix(path, "/kelola/alasan/"); ok && rest != "baru" {
		return "/kelola/alasan/n"
	}
	return path
}
