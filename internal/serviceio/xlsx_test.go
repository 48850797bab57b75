package serviceio

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestWorkbooksGoOutAndComeBackWhole(t *testing.T) {
	d := document(t, services)
	comesBackAsWorkbook(t, d, Services())
	comesBackAsWorkbook(t, document(t, []byte(innovations)), Innovations())
	long := document(t, []byte(`[{"service":{"name":"x"},"lain":"`+strings.Repeat("é😀", 20_000)+`"},{"service":{"name":"y"}}]`))
	comesBackAsWorkbook(t, long, Services())
	tooLong := document(t, []byte(`[{"service":{"name":"`+strings.Repeat("é", cellLetters+1)+`"}}]`))
	if err := tooLong.WriteXLSX(&bytes.Buffer{}, Services()); err == nil || !strings.Contains(err.Error(), `column "name"`) {
		t.Errorf("a text that would be cut off: %v", err)
	}
}

// TestWorkbooksOfAgencies reads a sheet with a title above its heading, and numbers in cells.
func TestWorkbooksOfAgencies(t *testing.T) {
	f := excelize.NewFile()
	for cell, v := range map[string]any{
		"A1": "STANDAR PELAYANAN", "A3": "No", "B3": "Jenis Layanan", "C3": "Waktu Penyelesaian", "D3": "Biaya", "E3": "Jumlah Pelaksana",
		"A4": 1, "B4": "Legalisir", "C4": "10 menit", "D4": 5000, "E4": 4, "B6": "Rekomendasi", "C6": "=1 hari",
	} {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.NewSheet("Kosong"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	d, err := ReadXLSX(bytes.NewReader(b.Bytes()), Services())
	if err != nil || len(d.Entries) != 2 || d.Entries[0].Row != 4 || d.Entries[1].Row != 6 {
		t.Fatalf("%v %+v", err, d.Entries)
	}
	s, err := d.Entries[0].Service()
	if err != nil || s.Name != "Legalisir" || *s.Time != "10 menit" || s.Fee.Text != "5000" || s.Making[4] != "4" || s.Extras[0].Text != "1" {
		t.Errorf("%v %+v", err, s)
	}
	if _, err := ReadXLSX(bytes.NewReader(b.Bytes()), Shape{needed: "name"}); err == nil {
		t.Error("a workbook without the column is read")
	}
	if _, err := ReadXLSX(strings.NewReader("no workbook"), Services()); err == nil {
		t.Error("what is no workbook is read")
	}
}
