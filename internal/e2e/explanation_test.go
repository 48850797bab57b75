package e2e

import (
	"net/http"
	"testing"
)

// TestExplanation: a supervisor asks an office to explain with a deadline, the office finds it in its list, answers, and the
// supervisor reads the answer. The reporter reads nothing of it.
func TestExplanation(t *testing.T) {
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	s := needCountry(t)
	boss, citizen, watch := signIn(t, s, coordinator), newPage(t, s, phone()), signIn(t, s, supervisor)
	w := lamp()
	w.agency, w.body = city, "Halte di depan pasar bunga tidak punya lampu dan atapnya bocor sejak musim hujan."
	r := citizen.report(w)
	boss.open("/petugas/laporan/" + r.code)
	boss.step("verify", func(f *page) {
		f.write("Instansi atau unit tujuan", dishub)
		f.pick(dishub)
		f.choose("Terbitkan juga untuk umum")
	}, "Simpan dan teruskan")

	question, answer := "KENARI mengapa belum ada kabar kepada pelapor?", "KENARI regu kami baru selesai memasang rambu."
	watch.open("/petugas/laporan/" + r.code)
	watch.press("Minta penjelasan atau beri petunjuk")
	form := watch.in("details[data-verb=demand]")
	form.choose("Penjelasan")
	form.write("Apa yang Anda minta?", question)
	form.write("Dalam berapa hari kerja?", "40")
	if status := form.follow("Kirim permintaan"); status != http.StatusUnprocessableEntity {
		t.Fatalf("forty days answer %d", status)
	}
	watch.in("details[data-verb=demand]").sees("Tulis jumlah hari kerja, paling banyak 30.")
	g.see(watch, "explanation-wrong")
	form.write("Dalam berapa hari kerja?", "3")
	form.follow("Kirim permintaan")
	watch.sees("sudah dikirim ke " + dishub)

	hand := signIn(t, s, liaison)
	hand.open("/petugas")
	hand.in(".rail").sees("Permintaan penjelasan")
	hand.open("/petugas/penjelasan")
	hand.in("main").sees("Permintaan penjelasan", question, "Penjelasan", "Paling lambat")
	g.see(hand, "explanation-list")
	hand.open("/petugas/laporan/" + r.code)
	hand.in("main").sees("Diminta menjelaskan", "Permintaan dari pengawas atau atasan", question, "Jawab di sini")
	hand.in("main").lacks("Tarik permintaan penjelasan")
	g.see(hand, "explanation-asked")
	hand.step("explain", func(f *page) { f.write("Apa penjelasan Anda?", answer) }, "Kirim penjelasan")
	hand.sees("Penjelasan pada laporan")

	watch.open("/petugas/laporan/" + r.code)
	watch.in("main").sees("Dijawab tepat waktu.", question, answer)
	watch.in(".chips").lacks("Diminta menjelaskan")
	g.see(watch, "explanation-answered")
	watch.open("/petugas/penjelasan?keadaan=selesai")
	watch.in("main").sees("Kami minta", question, answer)
	g.see(watch, "explanation-settled")

	citizen.open("/laporan/" + r.code)
	citizen.in("body").lacks("KENARI", "penjelasan")
	stranger := newPage(t, s, desk())
	stranger.open("/laporan/" + r.code)
	stranger.in("body").lacks("KENARI")
	if status := stranger.open("/petugas/penjelasan"); status != http.StatusOK {
		t.Fatalf("the list without signing in answers %d", status)
	}
	stranger.in("main").lacks("KENARI")
}
