package e2e

import (
	"bytes"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestObjection: a request of information is refused with a ground of the law, the requester objects, the superior of the
// office decides, and the requester takes the dossier to the Information Commission, where the command checks it.
func TestObjection(t *testing.T) {
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	s := needCountry(t)
	citizen := newPage(t, s, phone())
	w := lamp()
	w.agency, w.body, w.name = city, "Saya minta salinan daftar biaya perawatan lampu jalan kota ini tahun lalu.", "Sri Rahayu Ningtyas"
	r := citizen.report(w)
	boss, hand := signIn(t, s, coordinator), signIn(t, s, liaison)
	boss.open("/petugas/laporan/" + r.code)
	boss.step("verify", func(f *page) {
		f.choose("Permintaan informasi")
		f.write("Instansi atau unit tujuan", "Dishub Surabaya")
		f.pick(dishub)
		f.choose("Terbitkan juga untuk umum")
	}, "Simpan dan teruskan")
	citizen.open("/laporan/" + r.code)
	citizen.in("main").sees("Anda dapat mengajukan keberatan mulai")
	citizen.press("Janji waktu kami")
	citizen.in("main").sees("UU 14/2008, pasal 22")

	refuse(t, g, hand, r)
	objects(t, g, citizen, r)
	superiorAnswers(t, g, hand, boss, r)
	toCommission(t, g, s, citizen, r)
	boss.open("/petugas/laporan/" + r.code)
	boss.in("main").sees("Komisi Informasi", "Pelapor yang membawanya.")
	stranger := newPage(t, s, phone())
	stranger.open("/laporan/" + r.code)
	stranger.in("main").lacks("Alasan: Permintaan ditolak", "Saya tetap perlu", "Komisi Informasi sudah jadi")
}

// refuse: without a ground of the law the form comes back; with one its article is what the requester reads.
func refuse(t *testing.T, g *gallery, p *page, r receipt) {
	t.Helper()
	p.open("/petugas/laporan/" + r.code)
	p.step("follow_up", func(f *page) {
		f.write("Apa yang sedang dikerjakan", "Kami cari dulu dokumen biaya perawatan itu di arsip dinas.")
	}, "Kirim kabar")
	p.open("/petugas/laporan/" + r.code)
	why := "Mohon maaf, daftar itu memuat data pribadi pekerja. Karena itu tidak dapat kami berikan kepada Anda."
	form := p.in("details[data-verb=close]")
	p.press("Tutup laporan")
	form.choose("Tidak dapat dipenuhi")
	form.write("Apa hasilnya, dan apa yang dilakukan?", why)
	if status := p.in("details[data-verb=close] .act").follow("Tutup laporan"); status != http.StatusUnprocessableEntity {
		t.Fatalf("a refusal without a ground answers %d: %s", status, p.in("main").text())
	}
	form.sees("Pilih dasar penolakan dari undang-undang.")
	g.see(p, "refusal-wrong")
	value[string](p, "document.querySelector('#close-ground').value = 'personal_secret'")
	if status := p.in("details[data-verb=close] .act").follow("Tutup laporan"); status != http.StatusOK {
		t.Fatalf("a refusal with a ground answers %d: %s", status, p.in("main").text())
	}
}

// objects: the requester reads the article, and objects on a ground of the law.
func objects(t *testing.T, g *gallery, p *page, r receipt) {
	t.Helper()
	p.open("/laporan/" + r.code)
	p.in("main").sees("UU 14/2008, pasal 17 huruf h", "rahasia pribadi")
	p.press("Ajukan keberatan kepada atasan kantor")
	p.in("main").sees("Anda dapat mengajukan keberatan. Batasnya", "Permintaan ditolak dengan alasan pengecualian.")
	g.see(p, "objection-form")
	form := p.in("main form[action$=keberatan]")
	form.write("Apa yang tidak sesuai?", "Saya tetap perlu daftar biayanya, tanpa nama pekerja.")
	if status := form.follow("Ajukan keberatan"); status != http.StatusUnprocessableEntity {
		t.Fatalf("an objection without a ground answers %d", status)
	}
	form.choose("Permintaan ditolak dengan alasan pengecualian.")
	form.follow("Ajukan keberatan")
	p.sees("Keberatan Anda sudah diterima.", "Keberatan Anda", "Yang memutuskan: "+city, "Dijawab paling lambat")
	p.in("main").sees("Anda dapat ke Komisi Informasi mulai")
	g.see(p, "objection-made")
	p.look(phone())
}

// superiorAnswers: who refused cannot decide; the office above finds the objection in its list, and answers.
func superiorAnswers(t *testing.T, g *gallery, hand, boss *page, r receipt) {
	t.Helper()
	hand.open("/petugas/laporan/" + r.code)
	hand.in("main").sees("Keberatan pemohon", "Saya tetap perlu daftar biayanya")
	hand.in("main").lacks("Jawab keberatan:")
	boss.open("/petugas")
	boss.in(".rail").follow("Keberatan")
	boss.in("main").sees("Keberatan atas permintaan informasi yang diputuskan meja Anda.", r.code)
	g.see(boss, "objection-list")
	boss.open("/petugas/laporan/" + r.code)
	boss.in("main").sees("Meja Anda yang memutuskan.")
	boss.press("Jawab keberatan: kantor sudah tepat")
	g.see(boss, "objection-superior")
	boss.open("/petugas/laporan/" + r.code)
	boss.step("uphold", func(f *page) {
		f.write("Mengapa jawaban kantor sudah tepat?", "Daftar itu tidak dapat dipisah dari nama pekerja.")
	}, "Kirim jawaban")
	boss.open("/petugas/keberatan?keadaan=selesai")
	boss.in("main").sees(r.code, "jawaban kantor sudah tepat")
}

// toCommission: the requester is not content and takes the dossier to the Information Commission.
func toCommission(t *testing.T, g *gallery, s *server, p *page, r receipt) {
	t.Helper()
	p.open("/laporan/" + r.code)
	p.in("main").sees("jawaban kantor sudah tepat", "Daftar itu tidak dapat dipisah")
	p.press("Bawa ke Komisi Informasi")
	p.in("main").sees("Bila jawaban atasan tidak memuaskan")
	g.see(p, "commission-form")
	p.write("Mengapa Anda membawanya ke sana?", "Nama dapat ditutupi.")
	p.in("main form[action$=komisi]").follow("Bawa ke Komisi Informasi")
	p.sees("Berkas untuk Komisi Informasi sudah jadi.", "Diserahkan ke lembaga lain")
	g.see(p, "commission-taken")
	p.look(phone())
	zip := value[string](p, "document.querySelector('a[href$=\"berkas.zip\"]').href")
	status, _, body := p.fetch(zip)
	if status != http.StatusOK || !bytes.Contains(body, []byte("pasal 17 huruf h")) || !bytes.Contains(body, []byte("komisi_informasi")) {
		t.Fatalf("the dossier: status %d, %d bytes", status, len(body))
	}
	path := filepath.Join(t.TempDir(), "berkas.zip")
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(s.program, "dossier", "verify", "--key", s.url+"/dossier/key", path).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "OK: this dossier is as it was issued.") || !strings.Contains(string(out), "Komisi Informasi") {
		t.Errorf("the command says %s, %v", out, err)
	}
}
