package e2e

import (
	"bytes"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestDossier: a late report is taken to the Ombudsman by its reporter, the dossier is checked by the command, and an
// officer hands it to another body and writes down what that answered.
func TestDossier(t *testing.T) {
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	needBrowser(t)
	onFresh(t, "", func(s *server) {
		w := lamp()
		w.photo, w.name, w.email, w.agency = takePhoto(t), "Sri Rahayu Ningtyas", "sri.rahayu@warga.example", city
		d := &taken{t, s, g, newPage(t, s, phone()), receipt{}}
		d.r = d.citizen.report(w)
		d.inTime()
		s.restart(t, 60*24*time.Hour)
		d.citizen.track(d.r)
		d.toOmbudsman()
		d.checked(w.name)
		d.handedOn()
	})
}

// taken is a report on its way to other bodies.
type taken struct {
	*testing.T
	s       *server
	g       *gallery
	citizen *page
	r       receipt
}

// inTime: the office has the report and still time, and the reporter reads from when.
func (d *taken) inTime() {
	d.Helper()
	p := signIn(d.T, d.s, coordinator)
	p.seek(d.r.code)
	p.step("verify", func(f *page) { f.choose("Terbitkan juga untuk umum") }, "Simpan dan teruskan")
	p.open("/petugas/laporan/" + d.r.code)
	p.step("note", func(f *page) { f.write("Catatan", "KENARI hanya untuk petugas.") }, "Simpan catatan")
	d.citizen.open("/laporan/" + d.r.code)
	d.citizen.in("main").sees("Anda dapat membawa laporan ini ke Ombudsman mulai", "Janji waktu kami")
	d.citizen.in("main").lacks("Mengapa jawaban ini tidak cukup?")
	d.citizen.press("Privasi laporan ini")
	d.citizen.follow("Jangan sembunyikan nama saya lagi")
}

// toOmbudsman: the promises are broken, and the reporter presses the one button.
func (d *taken) toOmbudsman() {
	d.Helper()
	p := d.citizen
	p.open("/laporan/" + d.r.code)
	p.press("Janji waktu kami")
	p.in("main").sees("Tidak ditepati.", "Aturan:", "Kalender hari kerja:")
	p.press("Bawa ke Ombudsman")
	p.in("main").sees("Janji kantor sudah lewat:", "Batasnya")
	d.g.see(p, "ombudsman")
	p.look(phone())
	p.write("Mengapa jawaban ini tidak cukup?", "Sudah dua bulan tanpa jawaban.")
	p.choose("Sertakan nama dan kontak saya")
	p.in("main form[action$=ombudsman]").follow("Bawa ke Ombudsman")
	p.sees("Berkas untuk Ombudsman sudah jadi.", "Diserahkan ke lembaga lain", "Ombudsman Republik Indonesia", "Nama dan kontak pelapor disertakan.", "Belum ada jawaban yang tercatat.")
	d.g.see(p, "ombudsman-taken")
	p.look(phone())
}

// checked downloads the dossier and lets the command look at it, then at one of which a byte is another.
func (d *taken) checked(name string) {
	d.Helper()
	zip := value[string](d.citizen, "[...document.querySelectorAll('a[href$=\"berkas.zip\"]')][0].href")
	status, kind, body := d.citizen.fetch(zip)
	if status != http.StatusOK || kind != "application/zip" || bytes.Contains(body, []byte("KENARI")) || !bytes.Contains(body, []byte(name)) || !bytes.Contains(body, []byte("files/001.jpg")) {
		d.Fatalf("the dossier: status %d, %s, %d bytes", status, kind, len(body))
	}
	if status, _, _ := newPage(d.T, d.s, phone()).fetch(zip); status != http.StatusNotFound {
		d.Errorf("a stranger gets the dossier with %d", status)
	}
	path := filepath.Join(d.TempDir(), "berkas.zip")
	if out, ok := d.verify(path, body); !ok || !strings.Contains(out, "OK: this dossier is as it was issued.") {
		d.Errorf("the command says %s", out)
	}
	if dir := os.Getenv("TUNTAS_E2E_SHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "dossier.zip"), body, 0o600); err != nil {
			d.Error(err)
		}
	}
	for _, at := range []int{40, len(body) / 2, len(body) - 30} {
		body[at] ^= 1
		if out, ok := d.verify(path, body); ok || !strings.Contains(out, "NOT OK") {
			d.Errorf("byte %d is another, and the command says %s", at, out)
		}
		body[at] ^= 1
	}
	p := d.citizen
	p.follow("Periksa keasliannya")
	p.in("main").sees("Berkas yang kami terbitkan", "Berkas dengan sidik ini diterbitkan pada")
	p.in("main").lacks(d.r.code, name)
	d.g.see(p, "issued")
}

// verify runs the command on a file, with the keys that the site publishes.
func (d *taken) verify(path string, body []byte) (said string, ok bool) {
	d.Helper()
	if err := os.WriteFile(path, body, 0o600); err != nil {
		d.Fatal(err)
	}
	out, err := exec.Command(d.s.program, "dossier", "verify", "--key", d.s.url+"/dossier/key", path).CombinedOutput()
	return string(out), err == nil
}

// handedOn: an officer hands the report to another body, and writes down its number and what it answered.
func (d *taken) handedOn() {
	d.Helper()
	p := signIn(d.T, d.s, coordinator)
	p.open("/petugas/laporan/" + d.r.code)
	p.in("main").sees("Ombudsman Republik Indonesia", "Pelapor yang membawanya.")
	p.step("hand_over", func(f *page) {
		f.choose("Komisi Pemberantasan Korupsi")
		f.write("Mengapa diserahkan?", "Ada dugaan pungutan liar.")
	}, "Serahkan")
	p.open("/petugas/laporan/" + d.r.code)
	p.in("main").sees("Komisi Pemberantasan Korupsi", "Kantor yang menyerahkannya. Identitas pelapor tidak disertakan.", "Unduh berkas lengkap (ZIP)")
	zips := value[[]string](p, "[...document.querySelectorAll('a[href$=\"berkas.zip\"]')].map((e) => e.href)")
	if len(zips) != 1 { // not the one that holds the reporter's name
		d.Fatalf("the officer is offered %q", zips)
	}
	if status, _, body := p.fetch(zips[0]); status != http.StatusOK || bytes.Contains(body, []byte("KENARI")) || bytes.Contains(body, []byte("Sri Rahayu")) {
		d.Errorf("the officer's dossier: status %d, %d bytes", status, len(body))
	}
	p.step("record", func(f *page) {
		f.choose("Komisi Pemberantasan Korupsi")
		f.write("Nomor di lembaga itu", "12/LP/2027")
		f.write("Apa hasilnya?", "Diterima dan diteliti.")
	}, "Catat jawaban")
	p.open("/petugas/laporan/" + d.r.code)
	p.in("main").sees("Nomor 12/LP/2027. Jawaban, dicatat", "Diterima dan diteliti.")
	d.g.see(p, "handed-officer")
	d.citizen.look(phone())
	d.citizen.open("/laporan/" + d.r.code)
	d.citizen.in("main").sees("Kantor yang menyerahkannya.", "Nomor 12/LP/2027. Jawaban, dicatat", "Diterima dan diteliti.", "menyerahkan laporan ke lembaga lain")
}
