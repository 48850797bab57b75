package officer_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"slices"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/intake"
	"tuntas/internal/web/staff/stafftest"
)

// directoryWindow is longer than tries are counted for.
const directoryWindow = 16 * time.Minute

func pageOf(r intake.Receipt) string { return "/petugas/laporan/" + r.Code.Display() }

// verbs lists what the page of a report offers, by the forms that are on it.
func verbs(p *stafftest.Page) []string {
	out := []string{}
	for n := range stafftest.Elements(p.Doc, "details", "form") {
		if v := stafftest.Attr(n, "data-verb"); v != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// picture is a small photo.
func picture(t *testing.T) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 64, 48))
	for i := range 64 {
		img.Set(i, i%48, color.RGBA{R: 200, A: 255})
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, img); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// cast is one report of every sort, in every state that officers meet.
func cast(o *stafftest.Office) map[string]intake.Receipt {
	kota, pu, jalan := o.Actor("kota"), o.Actor("pu"), o.Actor("jalan")
	out := map[string]intake.Receipt{
		"baru":      o.Report("kota", "PENANDA-baru lubang di jalan.", nil),
		"nasional":  o.Report("", "PENANDA-nasional tanpa instansi.", nil),
		"rahasia":   o.Report("kota", "PENANDA-rahasia ada pungutan.", func(r *intake.Request) { r.Secret = true }),
		"anonim":    o.Report("kota", "PENANDA-anonim jalan rusak.", func(r *intake.Request) { r.Anonymous = true }),
		"kabupaten": o.Report("kabupaten", "PENANDA-kabupaten bantuan terlambat.", nil),
	}
	for name, change := range map[string]func(code civic.TrackingCode){
		"diteruskan": func(civic.TrackingCode) {},
		"ditunda": func(c civic.TrackingCode) {
			o.Do(pu, c, civic.Command{Verb: civic.VerbHold, Reason: "kurang-jelas", Message: "Di mana?"})
		},
		"bidang": func(c civic.TrackingCode) {
			o.Do(pu, c, civic.Command{Verb: civic.VerbDispose, Target: o.Agency("bidang-jalan").ID})
		},
		"dikerjakan": func(c civic.TrackingCode) {
			o.Do(pu, c, civic.Command{Verb: civic.VerbDispose, Target: o.Agency("bidang-jalan").ID})
			o.Do(jalan, c, civic.Command{Verb: civic.VerbFollowUp, Message: "Sedang kami ukur."})
		},
		"dijawab": func(c civic.TrackingCode) {
			o.Do(pu, c, civic.Command{Verb: civic.VerbAnswer, Message: "Sudah kami tambal."})
		},
		"ditutup": func(c civic.TrackingCode) {
			o.Do(pu, c, civic.Command{Verb: civic.VerbFollowUp, Message: "Sudah kami tambal."})
			o.Do(pu, c, civic.Command{Verb: civic.VerbClose, Outcome: "solved", Message: "Selesai."})
		},
		"dikembalikan": func(c civic.TrackingCode) {
			o.Do(pu, c, civic.Command{Verb: civic.VerbReturn, Reason: "bukan-kami", Message: "Ini urusan lain."})
		},
	} {
		got := o.Report("kota", "PENANDA-"+name+" tentang jalan.", nil)
		o.Do(kota, got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: o.Agency("dinas-pu").ID})
		change(got.Code)
		out[name] = got
	}
	berat := o.Report("kota", "PENANDA-pelanggaran oleh petugas.", nil)
	o.Do(kota, berat.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.ComplaintOversight})
	out["pelanggaran"] = berat
	arsip := o.Report("kota", "PENANDA-arsip tidak jelas.", nil)
	o.Do(kota, arsip.Code, civic.Command{Verb: civic.VerbArchive, Reason: "tidak-jelas", Message: "Maaf, tidak bisa."})
	out["arsip"] = arsip
	return out
}
