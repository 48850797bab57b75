package directory_test

import (
	"strings"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

// Office hours come with the agencies' table, where it has the columns; without them what is there stays.
func TestOfficeHoursAreImported(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		take := func(rows string) directory.Result {
			t.Helper()
			res, err := w.Directory.ImportAgencies(t.Context(), strings.NewReader(rows), directory.Options{})
			if err != nil {
				t.Fatal(err)
			}
			return res
		}
		own := func() civic.OfficeHours {
			a, _ := w.Atlas.Current(t.Context()).Tree.Get(w.Agency("dpu"))
			return a.Hours
		}
		const head, row = "code,parent_code,name,kind,opens,closes\n", "dpu,kota,Dinas Pekerjaan Umum,unit,"
		if take(head + row + "07.30,15:00\n"); own() != (civic.OfficeHours{Open: 450, Close: 900}) {
			t.Errorf("open %+v", own())
		}
		if take("code,parent_code,name,kind\ndpu,kota,Dinas Pekerjaan Umum,unit\n"); own() != (civic.OfficeHours{Open: 450, Close: 900}) {
			t.Errorf("without the columns %+v", own())
		}
		if res := take(head + row + "9,15.00\n"); res.Failed != 1 || own().Open != 450 {
			t.Errorf("%+v", res)
		}
		if take(head + row + ",\n"); own() == (civic.OfficeHours{Open: 450, Close: 900}) {
			t.Error("emptied, they are the own ones still")
		}
	})
}
