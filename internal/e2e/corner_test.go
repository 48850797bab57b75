package e2e

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
)

// guarded is an officer of the demo in whose name no other test signs in: a code stands before the account.
const guarded = "admin.nasional4@demo.tuntas.example"

// TestCorners looks at pages that few people come to, each with what is wrong with it.
func TestCorners(t *testing.T) {
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	s := needCountry(t)
	t.Run("code", func(t *testing.T) { signInCode(t, s, g) })
	t.Run("against", func(t *testing.T) { againstOffice(t, s, g) })
	t.Run("rules", func(t *testing.T) { wrongRules(t, s, g) })
	t.Run("part", func(t *testing.T) { partLives(t, s, g) })
	t.Run("oversight", func(t *testing.T) { oversightForms(t, s, g) })
}

// signInCode: an officer turns the code at sign-in on, keeps the recovery codes, and signs in with a code.
func signInCode(t *testing.T, s *server, g *gallery) {
	p := signIn(t, s, guarded)
	p.open("/petugas/keamanan")
	g.see(p, "safety-offer")
	secret := strings.ReplaceAll(value[string](p, "document.querySelector('.scan + .hint code').textContent"), "-", "")
	code := func(later time.Duration) string { // accounts go by the true time, not by that of the reports
		c, err := totp.GenerateCode(secret, time.Now().Add(later))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	p.in("main").write("Enam angka dari aplikasi", "000000")
	p.in("main").follow("Nyalakan")
	g.see(p, "safety-code-wrong")
	p.in("main").write("Enam angka dari aplikasi", code(0))
	if status := p.in("main").follow("Nyalakan"); status != http.StatusOK {
		t.Fatalf("turning the code on answers %d: %s", status, p.in("main").text())
	}
	g.see(p, "safety-codes")

	p = newPage(t, s, desk())
	p.open("/petugas/masuk")
	p.write("Email dinas", guarded)
	p.write("Kata sandi", demoPassword)
	p.in("main").follow("Masuk")
	if got := p.path(); !strings.HasPrefix(got, "/petugas/masuk/kode") {
		t.Fatalf("the password leads to %s", got)
	}
	g.see(p, "signin-code")
	p.in("main").write("Kode", "000000")
	p.in("main").follow("Lanjutkan")
	g.see(p, "signin-code-wrong")
	p.in("main").write("Kode", code(30*time.Second)) // the one before was used
	p.in("main").follow("Lanjutkan")
	if got := p.path(); got != "/petugas" {
		t.Errorf("password and code lead to %s: %s", got, p.in("main").text())
	}
}

// againstOffice looks at the second step of a report about the office itself.
func againstOffice(t *testing.T, s *server, g *gallery) {
	p := newPage(t, s, phone())
	p.open("/lapor")
	p.write("Apa yang terjadi?", "Petugas loket meminta uang tambahan untuk surat pindah dan tidak memberi kuitansi.")
	p.follow("Lanjut ke lokasi")
	p.write("Desa, kelurahan, kecamatan, atau kota", "Genteng")
	p.pick("Kecamatan Genteng")
	p.press("Saya tahu instansinya")
	p.write("Nama instansi", city)
	p.pick(city)
	p.choose("Laporan ini tentang kantor itu sendiri")
	g.see(p, "form-place-against")
	p.look(phone())
	p.follow("Lanjut ke kontak")
	p.in("main").sees("Langkah 3 dari 4")
}

// wrongRules sends the forms of rules with several things wrong at once, and each comes back with all of them.
func wrongRules(t *testing.T, s *server, g *gallery) {
	p := signIn(t, s, national)
	p.open("/kelola/wewenang")
	rules := p.path()
	for name, at := range map[string]string{"rule": rules + "/baru", "reminder": "/kelola/batas-waktu/pengingat/baru"} {
		if status := p.open(at); status != http.StatusOK {
			t.Fatalf("%s answers %d", at, status)
		}
		if name == "reminder" {
			p.day("effective_from", "31", "2", "2026")
			p.write("Kapan sebelum batas waktu, dalam persen", "setengah")
		}
		form := p.in("main form[method=post]")
		if status := form.arrive(click(form.find("", ".act button", "found"))); status != http.StatusUnprocessableEntity {
			t.Errorf("%s with faults answers %d", at, status)
		}
		if n := value[int](p, "document.querySelectorAll('.errsum a').length"); n < 2 {
			t.Errorf("%s names %d faults at once: %s", at, n, p.in("main").text())
		}
		g.see(p, name+"-faults")
	}
	p.open(rules)
	g.see(p, "rules")
}

// oversightForms looks at the forms of watching and sampling with what was found for an agency, and with faults.
func oversightForms(t *testing.T, s *server, g *gallery) {
	p := signIn(t, s, "pembina.kemendagri@demo.tuntas.example")
	p.open("/petugas/pantauan")
	g.see(p, "watch-empty")
	p.press("Pantau sebuah topik")
	form := p.in("main details[open] form")
	form.write("Instansi, boleh kosong", "Surabaya")
	if status := form.follow("Cari tujuan"); status != http.StatusOK {
		t.Errorf("looking for an agency answers %d", status)
	}
	p.in("main details[open] form").sees(city)
	g.see(p, "watch-found")
	form.write("Instansi, boleh kosong", "")
	form.write("Wilayah, boleh kosong", "xyzzyq")
	if status := form.follow("Pantau"); status != http.StatusUnprocessableEntity {
		t.Errorf("an unknown region answers %d", status)
	}
	g.see(p, "watch-wrong")
	p.open("/petugas/contoh")
	g.see(p, "sample-empty")
	if status := p.in("main").follow("Ambil contoh"); status != http.StatusUnprocessableEntity {
		t.Errorf("an empty order answers %d", status)
	}
	g.see(p, "sample-wrong")
	p = signIn(t, s, "pembina.ombudsman@demo.tuntas.example")
	p.open("/petugas/contoh")
	p.in("main").sees("Uji mutu jawaban, triwulan ini", "Dinilai: 4 dari 8")
	g.see(p, "sample-list")
	p = signIn(t, s, "pembina.ksp@demo.tuntas.example")
	p.open("/petugas/pantauan")
	p.in("main").sees("Makan Bergizi Gratis", "Bahan rapat program prioritas.")
}

// partLives: a part is taken out with its photo and set free while it is still open; the report says that it lives on.
func partLives(t *testing.T, s *server, g *gallery) {
	w := lamp()
	w.agency, w.photo, w.body = city, takePhoto(t), "Tiang lampu miring dan saluran di bawahnya mampet sampai airnya naik ke trotoar."
	r := newPage(t, s, phone()).report(w)
	boss := signIn(t, s, coordinator)
	boss.open("/petugas/laporan/" + r.code)
	boss.step("verify", func(f *page) {
		f.write("Instansi atau unit tujuan", dishub)
		f.pick(dishub)
	}, "Simpan dan teruskan")
	lead := signIn(t, s, liaison)
	lead.open("/petugas/laporan/" + r.code)
	lead.press("Pisahkan sebagian")
	form := lead.in("details[data-verb=split]")
	if status := form.arrive(click(form.find("", ".act button", "found"))); status != http.StatusUnprocessableEntity {
		t.Errorf("an empty part answers %d", status)
	}
	g.see(lead, "split-wrong")
	lead.step("split", func(f *page) {
		f.write("Instansi atau unit tujuan", bridges)
		f.pick(bridges)
		f.write("Apa isi bagian itu?", "Saluran di bawah tiang mampet sampai airnya naik ke trotoar.")
		f.choose("Foto 1 dari pelapor")
	}, "Pisahkan")
	lead.open("/petugas/laporan/" + r.code)
	lead.press("Bebaskan")
	g.see(lead, "release-form")
	lead.step("release", func(f *page) {
		f.choose("Bantuan tidak diperlukan lagi.")
		f.write("Jelaskan kepada kantor itu", "Bagian itu boleh berjalan sendiri.")
	}, "Bebaskan")
	lead.open("/petugas/laporan/" + r.code)
	lead.in("main").sees("Bagian yang dipisahkan")
	g.see(lead, "part-lives")
}
