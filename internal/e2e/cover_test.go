package e2e

import (
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestCover: before a report is public, its officer covers a telephone number at one press and a part of the photo with a
// box that the keys alone can move. The public reads neither, and the report says who covered what.
func TestCover(t *testing.T) {
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	s := needCountry(t)
	w := lamp()
	w.agency, w.photo, w.body = city, takePhoto(t), "Tiang lampu di gang miring sejak kemarin. Hubungi ketua RT di 0812-7731-0099."
	r := newPage(t, s, phone()).report(w)
	boss := signIn(t, s, coordinator)
	boss.open("/petugas/laporan/" + r.code)
	form := boss.in("details[data-verb=verify]")
	form.choose("Terbitkan juga untuk umum")
	form.sees("Data pribadi yang ditemukan: ", "0812-7731-0099")
	form.choose("Terbitkan Foto 1")
	form.write("Apa yang terlihat di Foto 1?", "Tiang lampu yang miring.")
	form.press("Tambah kotak samar")
	boss.holds("document.activeElement.matches('.patch')")
	before := value[string](boss, "document.querySelector('[data-parts]').value")
	boss.do(chromedp.KeyEvent(kb.ArrowRight))
	boss.holds("document.querySelector('[data-parts]').value !== " + quote(before))
	g.see(boss, "cover")
	form.press("Tutupi semua")
	form.sees("bagian ditutupi.")
	boss.holds("!document.querySelector('[name=public_body]').value.includes('7731')")
	boss.holds("document.activeElement.matches('[data-uncover]')") // the list of what was found is gone, and nothing moves any more
	form.press("Kembalikan")
	form.sees("Semua bagian itu dikembalikan.", "0812-7731-0099")
	boss.holds("document.querySelector('[name=public_body]').value.includes('7731') && document.activeElement.matches('[data-cover]')")
	form.press("Tutupi")
	boss.holds("!document.querySelector('[name=public_body]').value.includes('7731')")
	boss.holds("document.querySelector('#verify-found').innerText.trim() === ''") // and what stood below it has moved up
	if status := form.follow("Simpan dan teruskan"); status != http.StatusOK {
		t.Fatalf("publishing answers %d: %s", status, boss.in("main").text())
	}
	boss.open("/petugas/laporan/" + r.code)
	boss.in(".case-more").sees("Versi publik ke-1", "Tiang lampu yang miring.", "Bagian disamarkan: 1, oleh Yudi Kurniawan")
	g.see(boss, "covered")
	stranger := newPage(t, s, desk())
	stranger.open("/laporan/" + r.code)
	stranger.in("main").sees("Tiang lampu di gang miring sejak kemarin.")
	stranger.in("main").lacks("7731")
	if n := value[int](stranger, "document.querySelectorAll(\"main img[alt='Tiang lampu yang miring.']\").length"); n != 1 {
		t.Errorf("the public sees %d photos", n)
	}
}
