package front_test

import (
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/intake"
	"tuntas/internal/web/staff/stafftest"
)

// Whoever asked for information reads the words of a request and not those of a problem; an answer that was corrected
// shows what was decided before; and when its office is kept out afterwards, the page still says who answered, and that
// the report went on, but not why.
func TestAnswerThatWasCorrectedAndWhoseOfficeIsKeptOut(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		for code, words := range map[string]string{"not_held": "Tidak dikuasai badan publik.", "personal_secret": "Dapat mengungkapkan rahasia pribadi seseorang."} {
			if _, err := o.Directory.SaveReason(t.Context(), o.Actor("nasional"), civic.Reason{List: civic.ReasonsRefusal, Code: code, TextID: words,
				TextEN: words, From: civic.Date{Year: 2010, Month: 4, Day: 30}, Source: "UU 14/2008"}); err != nil {
				t.Fatal(err)
			}
		}
		got := o.Report("kota", "Saya minta daftar biaya perawatan jalan.", func(r *intake.Request) { r.Class = civic.Information })
		o.Do(o.Actor("kota"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Information, Target: o.Agency("bidang-jalan").ID})
		o.Do(o.Actor("jalan"), got.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Kami cari daftarnya."})
		answered := o.Do(o.Actor("jalan"), got.Code, civic.Command{Verb: civic.VerbAnswer, Message: "Daftar itu tidak ada pada kami.", Disclosure: civic.DisclosureRefused, Ground: "not_held"})
		o.Do(o.Actor("jalan"), got.Code, civic.Command{Verb: civic.VerbCorrect, Corrects: answered.Seq, Why: "Keliru menyebut dasar", Message: "Daftar itu memuat nama warga.", Disclosure: civic.DisclosurePart, Ground: "personal_secret"})
		page := o.Reporter(got).Get("/laporan/" + got.Code.Display())
		for _, want := range []string{"Bidang Jalan sudah menjawab. Apakah jawabannya cukup?", "Belum cukup?", "Daftar itu tidak ada pada kami.",
			"Permohonan Anda ditolak karena tidak dikuasai badan publik", "Sebagian informasi yang Anda minta tidak diberikan karena dapat mengungkapkan rahasia pribadi seseorang"} {
			if !page.Has(want) {
				t.Errorf("the page does not say %q", want)
			}
		}
		if page.Has("beres") {
			t.Error("a request is spoken of as of a problem")
		}
		o.Do(o.Actor("nasional"), got.Code, civic.Command{Verb: civic.VerbKeepOut, KeepDesk: o.Agency("bidang-jalan").ID, Message: "Kepala bidang yang dilaporkan."})
		page = o.Reporter(got).Get("/laporan/" + got.Code.Display())
		for _, want := range []string{"Bidang Jalan sudah menjawab.", "Diteruskan ke Dinas Pekerjaan Umum"} {
			if !page.Has(want) {
				t.Errorf("after the office was kept out the page does not say %q", want)
			}
		}
		for _, secret := range []string{"Kepala bidang", "membatasi"} {
			if strings.Contains(page.Body, secret) {
				t.Errorf("the requester reads %q", secret)
			}
		}
	})
}
