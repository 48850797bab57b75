package officer_test

import (
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/intake"
	"tuntas/internal/web/staff/stafftest"
)

// addressesOf are all addresses below a report, with every step that is sent to one, as the source of the pages names them.
func addressesOf(t *testing.T) (out [][2]string) {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var source strings.Builder
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(name, "_test.go") && !strings.HasSuffix(name, "_templ.go") {
			source.Write(raw)
		}
	}
	var steps []string
	for _, m := range regexp.MustCompile(`slug: "([a-z-]+)"`).FindAllStringSubmatch(source.String(), -1) {
		steps = append(steps, m[1])
	}
	for _, m := range regexp.MustCompile(`"(GET|POST) (/petugas/laporan/\{code\}[^"]*)"`).FindAllStringSubmatch(source.String(), -1) {
		path := strings.NewReplacer("{$}", "", "{id}", "1", "{n}", "1", "{part}", "json").Replace(m[2])
		if !strings.Contains(path, "{action}") {
			out = append(out, [2]string{m[1], path})
			continue
		}
		for _, step := range append(steps, "tidak-ada") {
			out = append(out, [2]string{m[1], strings.ReplaceAll(path, "{action}", step)})
		}
	}
	if len(out) < 60 || len(steps) < 20 {
		t.Fatalf("only %d addresses and %d steps are found", len(out), len(steps))
	}
	return out
}

// Whoever is kept out of a report, in person or with the office, and whoever is of another office, is answered at every
// address as if it were not there: the same status, and the same page.
func TestAReportOneIsKeptOutOfIsNotThere(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := atRoads(o, func(r *intake.Request) { r.Body = "PENANDA lubang di jalan depan pasar itu." })
		o.Do(o.Actor("kota"), got.Code, civic.Command{Verb: civic.VerbPublish, PublicTitle: "Jalan berlubang", PublicBody: "Di depan pasar."}) // everybody knows of it; officers work on it nowhere else
		o.Do(o.Actor("nasional"), got.Code, civic.Command{Verb: civic.VerbKeepOut, KeepOfficer: o.Actor("kota").Officer, Message: "Koordinator ini ipar terlapor."})
		other := atRoads(o, nil)
		o.Do(o.Actor("nasional"), other.Code, civic.Command{Verb: civic.VerbKeepOut, KeepDesk: o.Agency("bidang-jalan").ID, Message: "Kepala bidang yang dilaporkan."})
		const nowhere = "7K2M-9QXT-4PD"
		for _, x := range []struct {
			role string
			code civic.TrackingCode
		}{{"kota", got.Code}, {"jalan", other.Code}, {"sosial", got.Code}} {
			b := o.As(x.role)
			ask := func(method, path, code string) *stafftest.Page {
				path = strings.ReplaceAll(path, "{code}", code)
				if method == http.MethodGet {
					return b.Get(path)
				}
				return b.Post(path, url.Values{"message": {"Halo dari luar."}, "seq": {"1"}, "reason": {"ingin tahu isinya"}, "nama": {"penting"}, "class": {"complaint"}})
			}
			for _, a := range addressesOf(t) {
				mine, none := ask(a[0], a[1], x.code.Display()), ask(a[0], a[1], nowhere)
				same := strings.NewReplacer(nowhere, x.code.Display(), strings.ToLower(nowhere), strings.ToLower(x.code.Display()))
				if mine.Status != none.Status || mine.Status != http.StatusNotFound || mine.Body != same.Replace(none.Body) || strings.Contains(mine.Body, "PENANDA") {
					t.Errorf("%s: %s %s answers %d at %s, and %d for what is not there", x.role, a[0], a[1], mine.Status, mine.Path, none.Status)
				}
			}
		}
	})
}
