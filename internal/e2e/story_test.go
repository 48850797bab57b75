package e2e

import (
	"bytes"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestStory follows one report its whole way, and another one that is left without a word until the system
// closes it, on both databases.
func TestStory(t *testing.T) {
	needBrowser(t)
	onBoth(t, func(t *testing.T, s *server) {
		t.Run("whole way", func(t *testing.T) { wholeWay(t, s) })
		t.Run("closed by time", func(t *testing.T) { closedByTime(t, s) })
	})
}

// tale is the story of one report: the citizen, a stranger who looks at the public page, and the mail.
type tale struct {
	*testing.T
	s                 *server
	citizen, stranger *page
	r                 receipt
}

func wholeWay(t *testing.T, s *server) {
	w := lamp()
	w.photo, w.name, w.email = takePhoto(t), "Sri Rahayu Ningtyas", "sri.rahayu@warga.example"
	a := tale{t, s, newPage(t, s, phone()), newPage(t, s, desk()), receipt{}}
	a.submitted(w)
	a.verified(w)
	a.disposed()
	a.returnedAndSentAgain()
	a.heldAndCompleted()
	a.answeredTwice()
	a.closedAndRated()
	code := a.r.code
	s.mail.expect(t, w.email, "Laporan "+code+" sudah kami terima", "Laporan "+code+" diteruskan", "Laporan "+code+" diteruskan",
		"Laporan "+code+" diteruskan", "Laporan "+code+" dicarikan instansi lain", "Laporan "+code+" diteruskan", "Laporan "+code+" perlu dilengkapi",
		"Jawaban untuk laporan "+code, "Kabar untuk laporan "+code, "Laporan "+code+" ditutup petugas")
	a.picture()
	nowhereOnDisk(t, s.dir, maker)
}

func (a *tale) submitted(w told) {
	a.r = a.citizen.report(w)
	a.citizen.in("main").sees("Setiap kabar juga kami kirim ke email Anda", "Admin Nasional SP4N", "Paling lambat Kamis, 26 November 2026", "10 hari kerja")
	pdf := value[string](a.citizen, "[...document.querySelectorAll('a')].find((e) => e.textContent.includes('PDF')).href")
	status, kind, body := a.citizen.fetch(pdf)
	if status != http.StatusOK || kind != "application/pdf" || !bytes.HasPrefix(body, []byte("%PDF-")) || len(body) > 60<<10 {
		a.Errorf("the receipt on paper: status %d, %s, %d bytes beginning %q", status, kind, len(body), body[:min(len(body), 8)])
	}
	a.citizen.follow("Buka halaman laporan")
	a.citizen.in("main").sees("Diterima", w.body, "Laporan diterima lewat")
	if status := a.stranger.open("/laporan/" + a.r.code); status != http.StatusNotFound {
		a.Errorf("a report that nobody has checked answers %d to a stranger", status)
	}
	other := newPage(a.T, a.s, phone())
	other.track(a.r)
	other.in("main").sees(w.body)
}

func (a *tale) verified(w told) {
	p := signIn(a.T, a.s, national)
	p.seek(a.r.code)
	p.in("main").sees(w.body, "Perlu diperiksa")
	p.step("verify", func(f *page) {
		f.write("Instansi atau unit tujuan", "Pemkot Surabaya")
		f.pick(city)
		f.choose("Terbitkan juga untuk umum")
		f.write("Judul untuk umum", "Lampu jalan padam di depan pasar")
		f.write("Teks untuk umum", "Lampu jalan di depan pasar padam sejak tiga malam.")
	}, "Simpan dan teruskan")
	p.sees("Laporan " + a.r.code + " sudah diperiksa. Sekarang ada di " + city)
	a.public("Lampu jalan padam di depan pasar", "Lampu jalan di depan pasar padam sejak tiga malam.", "Diteruskan", city, "Diperiksa dan diteruskan ke "+city)
	a.stranger.lacks("mengaji", w.name, w.email)
	a.stranger.open("/laporan?q=lampu+padam+pasar")
	a.stranger.until(func() string {
		if a.stranger.open("/laporan?q=lampu+padam+pasar"); strings.Contains(a.stranger.text(), "Lampu jalan padam di depan pasar") {
			return ""
		}
		return "the published report is not found by its words"
	})
}

// public opens the public page and looks for words.
func (a *tale) public(words ...string) {
	a.Helper()
	if status := a.stranger.open("/laporan/" + a.r.code); status != http.StatusOK {
		a.Fatalf("the public page answers %d", status)
	}
	a.stranger.in("main").sees(words...)
}

// own opens the reporter's page and looks for words.
func (a *tale) own(words ...string) {
	a.Helper()
	a.citizen.open("/laporan/" + a.r.code)
	a.citizen.in("main").sees(words...)
}

func (a *tale) disposed() {
	p := signIn(a.T, a.s, coordinator)
	p.seek(a.r.code)
	p.step("dispose", func(f *page) {
		f.write("Instansi atau unit tujuan", "Dishub Surabaya")
		f.pick(dishub)
		f.write("Penjelasan untuk pelapor", "Lampu jalan ditangani dinas perhubungan.")
	}, "Teruskan laporan")
	p.sees("diteruskan ke " + dishub)
	p = signIn(a.T, a.s, liaison)
	p.seek(a.r.code)
	p.step("dispose", func(f *page) { f.choose(lampery) }, "Teruskan laporan")
	p.sees("diteruskan ke " + lampery)
	a.public("Diteruskan ke "+dishub, "Diteruskan ke "+lampery, "Lampu jalan ditangani dinas perhubungan.")
}

func (a *tale) returnedAndSentAgain() {
	p := signIn(a.T, a.s, lampOfficer)
	p.seek(a.r.code)
	p.step("return", func(f *page) {
		f.choose("Kewenangan unit lain dalam instansi yang sama.")
		f.write("Jelaskan mengapa", "Kabelnya milik bidang lain, mohon diperiksa.")
	}, "Kembalikan laporan")
	p.sees("dikembalikan ke " + dishub)
	a.public(lampery+" mengembalikan laporan ke "+dishub, "Kewenangan unit lain dalam instansi yang sama.", "Kabelnya milik bidang lain")
	p = signIn(a.T, a.s, liaison)
	p.seek(a.r.code)
	p.step("dispose", func(f *page) { f.choose(lampery) }, "Teruskan laporan")
	p.sees("diteruskan ke " + lampery)
}

func (a *tale) heldAndCompleted() {
	p := signIn(a.T, a.s, lampOfficer)
	p.seek(a.r.code)
	p.step("hold", func(f *page) {
		f.choose("Tempat kejadian belum jelas.")
		f.write("Apa yang perlu dilengkapi pelapor?", "Tiang nomor berapa yang padam?")
	}, "Kirim permintaan")
	p.sees("Permintaan keterangan sudah dikirim kepada pelapor.")
	a.public("Menunggu pelapor")
	a.stranger.lacks("Tiang nomor berapa")
	a.own("Perlu jawaban Anda", "Tiang nomor berapa yang padam?", "Tempat kejadian belum jelas.")
	a.citizen.in("section.box").sees("Tiang nomor berapa yang padam?") // beside the form, not only in the history
	a.citizen.write("Keterangan Anda", "Tiang nomor 12 dan 13, di tikungan.")
	a.citizen.follow("Kirim keterangan")
	a.citizen.in("main").sees("Keterangan Anda sudah kami terima", "Tiang nomor 12 dan 13")
}

func (a *tale) answeredTwice() {
	p := signIn(a.T, a.s, lampOfficer)
	p.seek(a.r.code)
	p.in("main").sees("Tiang nomor 12 dan 13")
	answer := func(words string) {
		p.step("answer", func(f *page) { f.write("Apa yang sudah dilakukan, di mana, dan kapan?", words) }, "Kirim jawaban")
		p.sees("Jawaban sudah dikirim. Sekarang menunggu tanggapan pelapor.")
	}
	answer("Bola lampu di tiang 12 sudah diganti pagi ini.")
	a.public("Bola lampu di tiang 12 sudah diganti pagi ini.", lampery+" menjawab", "Menunggu pelapor")
	a.own("Apakah masalahnya beres?", "Senin, 7 Desember 2026")
	a.citizen.press("Balas")
	a.citizen.write("Balasan Anda", "Belum beres: tiang 13 masih padam.")
	a.citizen.follow("Kirim balasan")
	a.citizen.in("main").sees("Balasan Anda sudah dikirim", "tiang 13 masih padam", "Dikerjakan")
	a.public("Dikerjakan")
	a.stranger.lacks("tiang 13 masih padam")
	p.seek(a.r.code)
	p.in("main").sees("tiang 13 masih padam", "Belum beres, perlu dikerjakan lagi")
	p.step("follow_up", func(f *page) {
		f.write("Apa yang sedang dikerjakan, dan kapan kabar berikutnya?", "Tiang 13 juga sudah menyala sejak 23 November pukul 10.00.")
	}, "Kirim kabar")
	p.sees("Kabar sudah dikirim kepada pelapor.")
}

func (a *tale) closedAndRated() {
	p := signIn(a.T, a.s, lampOfficer)
	p.seek(a.r.code)
	p.step("close", func(f *page) {
		f.choose("Selesai: masalah sudah diatasi")
		f.write("Apa hasilnya, dan apa yang dilakukan?", "Kedua lampu menyala dan kabelnya diganti.")
		f.write("Tanggal", "23")
		f.write("Bulan", "11")
		f.write("Tahun", "2026")
	}, "Tutup laporan")
	p.sees("Laporan " + a.r.code + " ditutup.")
	a.public("Ditutup petugas", lampery+" menyatakan selesai pada 23 November 2026: Kedua lampu menyala dan kabelnya diganti.")
	a.own("Bagaimana jawabannya?")
	a.citizen.choose("Membantu")
	a.citizen.write("Ceritakan sedikit", "Terima kasih, gang kami sudah terang.")
	a.citizen.follow("Kirim nilai")
	a.citizen.in("main").sees("Terima kasih. Nilai Anda sudah dicatat.", "memberi nilai: Membantu")
	a.citizen.lacks("Bagaimana jawabannya?")
	a.public("Pelapor memberi nilai: Membantu")
	a.stranger.lacks("gang kami sudah terang") // nobody has looked at the reporter's own words
}

// picture looks at the photo as it is handed out.
func (a *tale) picture() {
	a.own("Riwayat")
	files := value[[]string](a.citizen, "[...document.querySelectorAll('.photos a')].map((e) => e.href)")
	thumbs := value[[]string](a.citizen, "[...document.querySelectorAll('.photos img')].map((e) => e.src)")
	if len(files) != 1 || len(thumbs) != 1 {
		a.Fatalf("the page shows the photos %q with the pictures %q", files, thumbs)
	}
	for _, address := range slices.Concat(files, thumbs) {
		status, kind, body := a.citizen.fetch(address)
		if status != http.StatusOK || kind != "image/jpeg" {
			a.Errorf("%s: status %d, %s", address, status, kind)
		}
		bare(a.T, filepath.Base(address), body)
	}
}

// closedByTime leaves an answer without a word for sixteen days.
func closedByTime(t *testing.T, s *server) {
	w := lamp()
	w.email, w.agency = "diam@warga.example", city
	citizen := newPage(t, s, phone())
	r := citizen.report(w)
	p := signIn(t, s, coordinator)
	p.seek(r.code)
	p.step("verify", func(f *page) {
		f.choose("Terbitkan juga untuk umum")
	}, "Simpan dan teruskan")
	p.seek(r.code)
	p.step("answer", func(f *page) { f.write("Apa yang sudah dilakukan", "Lampu di tiang 12 sudah diganti pagi ini.") }, "Kirim jawaban")
	p.sees("Jawaban sudah dikirim")
	s.restart(t, 16*24*time.Hour)
	stranger := newPage(t, s, desk())
	stranger.until(func() string {
		if stranger.open("/laporan/" + r.code); strings.Contains(stranger.in("main").text(), "Ditutup tanpa konfirmasi pelapor") {
			return ""
		}
		return "nobody closed the report: " + stranger.in("main").text()
	})
	citizen.track(r)
	citizen.in("main").sees("Ditutup tanpa konfirmasi pelapor", "Bagaimana jawabannya?", "Belum beres? Minta ditinjau lagi")
	s.mail.expect(t, w.email, "Laporan "+r.code+" sudah kami terima", "Laporan "+r.code+" diteruskan",
		"Jawaban untuk laporan "+r.code, "Laporan "+r.code+" ditutup otomatis")
}
