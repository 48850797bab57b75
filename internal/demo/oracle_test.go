package demo

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// oracle opens a file of public reference data that may lie beside the
// repository; the test is skipped where it does not.
func oracle(t *testing.T, name string) *os.File {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "data", filepath.FromSlash(name)))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("the reference table %s is not beside this copy of the repository", name)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func oracleRows(t *testing.T, name string) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(oracle(t, name)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, c := range cells {
			row[all[0][i]] = strings.TrimSpace(c)
		}
		rows = append(rows, row)
	}
	return rows
}

func TestRegionsAgreeWithTheDecree(t *testing.T) {
	ours := map[string]RegionRow{}
	for _, r := range rowsOf(t, Regions) {
		ours[r.Code] = r
	}
	checked := 0
	for _, name := range []string{"wilayah_provinsi", "wilayah_kabkota", "wilayah_kecamatan", "wilayah_kelurahan_desa"} {
		for _, row := range oracleRows(t, "regions/"+name+".csv") {
			code := row["kode"]
			detailed := strings.HasPrefix(code, "35.78") || strings.HasPrefix(code, "32.73")
			if len(code) > 5 && !detailed {
				continue
			}
			checked++
			if !strings.EqualFold(ours[code].Name, row["nama"]) {
				t.Errorf("%s is %q in the decree, %q here", code, row["nama"], ours[code].Name)
			}
		}
	}
	if checked != len(ours) {
		t.Errorf("%d regions here, %d in the decree", len(ours), checked)
	}
}

func TestHolidaysAgreeWithTheDecree(t *testing.T) {
	kinds := map[string]string{"libur_nasional": "national", "cuti_bersama": "collective", "libur_lain_keppres": "national"}
	number := regexp.MustCompile(`\d+`)
	ours := map[string]HolidayRow{}
	for _, h := range rowsOf(t, Holidays) {
		ours[h.Date] = h
	}
	rows := oracleRows(t, "holidays/hari_libur_2024_2027.csv")
	for _, row := range rows {
		h, ok := ours[row["date"]]
		if !ok || h.Kind != kinds[row["kind"]] {
			t.Errorf("%s %s: %+v", row["date"], row["kind"], h)
			continue
		}
		if strings.Contains(row["basis"], "nomor belum") {
			continue // the reference does not know the number of this amendment
		}
		for _, n := range number.FindAllString(strings.TrimPrefix(row["basis"], "SKB 3 Menteri"), -1) {
			if !strings.Contains(h.Decree, n) {
				t.Errorf("%s: decree %q lacks %s of %q", h.Date, h.Decree, n, row["basis"])
			}
		}
	}
	if len(rows) != len(ours) {
		t.Errorf("%d days here, %d in the reference", len(ours), len(rows))
	}
}

// TestTextsAreOurOwn holds the samples against real complaints: no run of eight
// words may be the same.
func TestTextsAreOurOwn(t *testing.T) {
	const run = 8
	real := map[string]bool{}
	scan := bufio.NewScanner(oracle(t, "complaints/dev.jsonl"))
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		var row struct{ Title, Text string }
		if err := json.Unmarshal(scan.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		for _, s := range runs(row.Title+" "+row.Text, run) {
			real[s] = true
		}
	}
	if err := scan.Err(); err != nil || len(real) < 100_000 {
		t.Fatalf("%d runs of words: %v", len(real), err)
	}
	for _, r := range rowsOf(t, Reports) {
		for _, s := range runs(r.Body, run) {
			if real[s] {
				t.Errorf("%s (%s) shares %q with a real complaint", r.Ref, r.Situation, s)
			}
		}
	}
}

// runs lists every run of n words, without case and punctuation.
func runs(text string, n int) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	var out []string
	for i := 0; i+n <= len(words); i++ {
		out = append(out, strings.Join(words[i:i+n], " "))
	}
	return out
}
