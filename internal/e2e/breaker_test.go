package e2e

import (
	"net/http"
	"strings"
	"testing"
)

const bridges = "Dinas Sumber Daya Air dan Bina Marga Kota Surabaya"

// TestBreaker: breaker after two returns with the rule it proposes. Two offices give a report back, each naming the other;
// the city sees that it has a day, decides by one press, and is led to the rule that would have decided so.
func TestBreaker(t *testing.T) {
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	s := needCountry(t)
	for _, blind := range []bool{false, true} {
		name, thing := "with scripts", "Lampion"
		if blind {
			name, thing = "without scripts", "Umbul-umbul" // the rule about the first thing is there by then
		}
		t.Run(name, func(t *testing.T) {
			b := &bounced{T: t, s: s, blind: blind, thing: thing, r: newPage(t, s, phone()).report(hanging(thing))}
			b.twice()
			b.decided(g)
			b.listed(g)
		})
	}
}

// hanging is a report that two offices of Surabaya think is the other's; no other test speaks of such things.
func hanging(thing string) told {
	w := lamp()
	w.agency, w.body = city, thing+" di jembatan rusak sejak perayaan, talinya menjuntai ke trotoar."
	return w
}

type bounced struct {
	*testing.T
	s     *server
	blind bool
	thing string
	r     receipt
}

// as opens the report as an officer would.
func (b *bounced) as(email string) *page {
	b.Helper()
	p := signIn(b.T, b.s, email)
	if b.blind {
		w := desk()
		w.noScript = true
		p.look(w)
	}
	p.open("/petugas/laporan/" + b.r.code)
	return p
}

// named types the name of an office into a box and takes the first that is found.
func (b *bounced) named(f *page, label, words, whole string) {
	b.Helper()
	f.write(label, words)
	if !b.blind {
		f.pick(whole)
	}
}

// twice lets two offices give the report back, the second one without looking at what the first one said.
func (b *bounced) twice() {
	b.Helper()
	const office = "Kantor mana yang berwenang?"
	p := b.as(coordinator)
	to := func(verb, agency, send string) {
		p.open("/petugas/laporan/" + b.r.code)
		p.step(verb, func(f *page) { b.named(f, "Instansi atau unit tujuan", agency, agency) }, send)
	}
	back := func(email, other string) {
		p := b.as(email)
		p.step("return", func(f *page) {
			f.choose("Kewenangan unit lain dalam instansi yang sama.")
			f.write("Jelaskan mengapa", b.thing+" ini bukan milik kami.")
			b.named(f, office, other, other)
		}, "Kembalikan laporan")
		p.sees("dikembalikan ke " + city)
	}
	to("verify", dishub, "Simpan dan teruskan")
	back(liaison, bridges)
	p.open("/petugas/laporan/" + b.r.code)
	p.in("main").lacks("kali dikembalikan")
	to("dispose", bridges, "Teruskan laporan")
	back(elsewhere, dishub)
}

// decided is the city's turn.
func (b *bounced) decided(g *gallery) {
	b.Helper()
	p := b.as(coordinator)
	p.in(".bounced").sees("Laporan ini sudah 2 kali dikembalikan", "Putuskan paling lambat", dishub+" mengembalikan pada", b.thing+" ini bukan milik kami.", "yang berwenang "+bridges, "yang berwenang "+dishub)
	if !b.blind {
		g.see(p, "breaker")
	}
	p.look(desk())
	p.step("dispose", func(*page) {}, "Teruskan ke "+bridges)
	p.in("main").sees("Sudah diputuskan oleh "+city+": ke "+bridges, "Jadikan aturan")
	p.in(".bounced").lacks("Putuskan paling lambat")
	if !b.blind {
		g.see(p, "breaker-decided")
		p.look(desk())
	}
	if status := p.follow("Jadikan aturan"); status != http.StatusOK || !strings.Contains(p.path(), "/baru?") {
		b.Fatalf("the rule is offered at %s: %d", p.path(), status)
	}
	if got := value[string](p, "document.querySelector('[name=target]').value + ' / ' + document.querySelector('[name=region]').value"); !strings.HasPrefix(got, bridges+", "+city+" / Kota Surabaya") {
		b.Errorf("the form of the rule begins with %q", got)
	}
	p.write("Nama aturan", b.thing+" jembatan")
	p.write("Layanan atau kata", b.thing)
	p.in("main form").follow("Simpan")
	p.sees("Aturan " + b.thing + " jembatan sudah disimpan.")
	p.open("/petugas/laporan/" + b.r.code)
	p.in("main").lacks("Jadikan aturan")
}

// listed is what the coordinator finds among the rules.
func (b *bounced) listed(g *gallery) {
	b.Helper()
	p := b.as(coordinator)
	p.open("/kelola/wewenang")
	p.follow("Lihat celah wewenang")
	p.in("main").sees("Celah wewenang", dishub, bridges, "Buat aturan")
	if !b.blind {
		g.see(p, "gaps")
	}
}
