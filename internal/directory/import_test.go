package directory_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

type verb func(context.Context, io.Reader, directory.Options) (directory.Result, error)

// officers is the import of officers as one of the others.
func officers(w *apptest.Town) verb {
	return func(ctx context.Context, r io.Reader, o directory.Options) (directory.Result, error) {
		return w.Directory.ImportOfficers(ctx, r, "", o)
	}
}

// table is one kind of file: rows that are good, rows that change them, rows that are refused.
type table struct {
	verb    func(w *apptest.Town) verb
	count   string
	good    string
	n       int // rows in good
	changed string
	bad     string
	fields  []string // of the rows of bad, in order
}

func tables() map[string]table {
	return map[string]table{
		"regions": {func(w *apptest.Town) verb { return w.Directory.ImportRegions }, `SELECT count(*) FROM region`,
			"kode,nama,jenis,lat,lng\n36,Banten,,,\n36.71,Kota Tangerang,kota,-6.17,106.63\n36.71.01,Tangerang,,,\n36.71.01.1001,Sukarasa,kelurahan,,\n", 4,
			"code,name,lat,lng\n36.71,Kota Tangerang Baru,-6.17,106.63\n",
			"code,name,lat\n3671,x,\n36.72.01,x,\n36.73,,\n36.74,x,utara\n", []string{"code", "parent_code", "name", "lat"}},
		"agencies": {func(w *apptest.Town) verb { return w.Directory.ImportAgencies }, `SELECT count(*) FROM agency`,
			"code,parent_code,name,short_name,kind,region_code,routing_mode,zone,email,phone\nx,nasional,Kementerian X,KemX,ministry,,full,WIB,x@x.example,021\nx1,x,Direktorat X1,,,,,,,\n,x1,Seksi Tanpa Kode,,,,,,,\n", 3,
			"code,parent_code,name,short_name,kind,routing_mode,zone,email,phone\nx,nasional,Kementerian Xyz,KemX,ministry,full,WIB,x@x.example,021\n",
			"code,parent_code,name,routing_mode,zone\ny,nasional,,,\ny,entah,Y,,\ny,nasional,Y,setengah,\ny,nasional,Y,,WIBB\nx1,nasional,Direktorat X1,,\n", []string{"name", "parent_code", "routing_mode", "zone", "parent_code"}},
		"holidays": {func(w *apptest.Town) verb { return w.Directory.ImportHolidays }, `SELECT count(*) FROM holiday`,
			"date,name,kind,region_code,agency_code,basis\n2027-01-01,Tahun Baru,libur_nasional,,,SKB\n2027-03-11,Cuti bersama Nyepi,cuti_bersama,,,SKB\n2027-05-31,Hari Jadi,regional,35.78,,\n2027-06-01,Ulang tahun,agency,,kota,\n2027-06-01,Ulang tahun,agency,,kemen,\n", 5,
			"date,name,kind,decree\n2027-01-01,Tahun Baru,national,SKB perubahan\n",
			"date,name,kind,region_code,agency_code\n1 Januari,x,,,\n2027-02-30,x,,,\n2027-02-01,,,,\n2027-02-01,x,pasar,,\n2027-02-01,x,regional,,\n2027-02-01,x,agency,,\n2027-02-01,x,agency,,entah\n", []string{"date", "date", "name", "kind", "region", "agency_id", "agency_code"}},
		"topics": {func(w *apptest.Town) verb { return w.Directory.ImportTopics }, `SELECT count(*) FROM topic`,
			"code,parent_code,name_id,name_en,default_class\n03,,Air,Water,complaint\n03.1,03,Air bersih,,\n", 2,
			"code,parent_code,name_id,name_en,default_class\n03,,Air minum,Water,complaint\n",
			"code,parent_code,name_id,default_class\n,,x,\n<b>Jalan,,x,\n04,,,\n04,99,x,\n04,03.1,x,\n04,,x,aduan\n", []string{"code", "code", "name_id", "parent_code", "parent_code", "default_class"}},
		"reasons": {func(w *apptest.Town) verb { return w.Directory.ImportReasons }, `SELECT count(*) FROM reason`,
			"kind,code,text_id,text_en,effective_from,source\nclose,baru,Baru.,New.,2024-01-01,uji\nhold,foto,Foto kurang.,,2024-01-01,uji\n", 2,
			"kind,code,text_id,text_en,effective_from,source\nclose,baru,Yang baru.,New.,2024-01-01,uji\n",
			"kind,code,text_id,effective_from\nentah,a,x,2024-01-01\nhold,,x,2024-01-01\nhold,a,,2024-01-01\nhold,a,x,kapan\n", []string{"kind", "code", "text_id", "effective_from"}},
		"competence": {func(w *apptest.Town) verb { return w.Directory.ImportCompetence }, `SELECT count(*) FROM competence_rule WHERE gone = 0`,
			"desk_code,name,region_code,topic_code,class,words,from,until,target_code,source\nkota,Jalan,35.78,01,complaint,\"lubang, aspal\",2026-01-01,2026-12-31,dpu,Perwali\nkota,Lain,,,,,2026-01-01,,dpu,\nnasional,Kota,35.78,,,,2026-01-01,,kota,\n", 3,
			"desk_code,name,from,target_code\nkota,Lain,2026-02-01,dpu\n",
			"desk_code,name,region_code,topic_code,class,words,from,until,target_code\nentah,x,,,,,2026-01-01,,dpu\nkota,,,,,,2026-01-01,,dpu\nkota,x,99,,,,2026-01-01,,dpu\nkota,x,,entah,,,2026-01-01,,dpu\nkota,x,,,aduan,,2026-01-01,,dpu\nkota,x,,,,yang,2026-01-01,,dpu\nkota,x,,,,,kapan,,dpu\nkota,x,,,,,2026-01-01,kapan,dpu\nkota,x,,,,,2026-01-01,2025-01-01,dpu\nkota,x,,,,,2026-01-01,,entah\nkota,x,,,,,2026-01-01,,kota\n",
			[]string{"desk_code", "name", "region_code", "topic_code", "class", "words", "from", "until", "until", "target_code", "target_id"}},
		"officers": {officers, `SELECT count(*) FROM officer`,
			"email,name,desk_code,role\nBaru@contoh.example,Baru,kota,liaison\nbaru2@contoh.example,Baru Dua,dpu,unit_officer\n", 2, "",
			"email,name,desk_code,role\nbukan alamat,x,kota,liaison\na@contoh.example,x,entah,liaison\na@contoh.example,x,kota,raja\n", []string{"email", "desk_code", "role"}},
	}
}

func load(t *testing.T, v verb, csv string, o directory.Options) directory.Result {
	t.Helper()
	res, err := v(t.Context(), strings.NewReader(csv), o)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestTablesAreTakenInOnceAndChangedAfterwards(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		for name, tb := range tables() {
			v, before := tb.verb(w), w.Number(tb.count)
			version := w.Atlas.Current(t.Context()).Version
			if res := load(t, v, tb.good, directory.Options{DryRun: true}); res.New != tb.n || res.Failed != 0 || w.Number(tb.count) != before || w.Atlas.Current(t.Context()).Version != version {
				t.Errorf("%s, dry run: %+v", name, res)
			}
			if res := load(t, v, tb.good, directory.Options{}); res.New != tb.n || res.Changed+res.Same+res.Failed != 0 || w.Number(tb.count) != before+tb.n {
				t.Errorf("%s: %+v, %d rows", name, res, w.Number(tb.count)-before)
			}
			dump := w.Dump()
			if res := load(t, v, "\ufeff"+tb.good, directory.Options{}); res.Same != tb.n || res.New+res.Changed+res.Failed != 0 {
				t.Errorf("%s, again: %+v", name, res)
			}
			for table, was := range dump {
				if now := w.Dump()[table]; now != was {
					t.Errorf("%s, again: table %s changed", name, table)
				}
			}
			if tb.changed == "" {
				continue
			}
			if res := load(t, v, tb.changed, directory.Options{}); res.Changed != 1 || res.New+res.Same+res.Failed != 0 || w.Number(tb.count) != before+tb.n {
				t.Errorf("%s, changed: %+v", name, res)
			}
			if res := load(t, v, tb.changed, directory.Options{}); res.Same != 1 || res.Changed+res.New+res.Failed != 0 {
				t.Errorf("%s, changed again: %+v", name, res)
			}
		}
	})
}

func TestWrongRowsAreToldByLineAndField(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		for name, tb := range tables() {
			load(t, tb.verb(w), tb.good, directory.Options{})
			before := w.Number(tb.count)
			res := load(t, tb.verb(w), tb.bad, directory.Options{})
			if res.Failed != len(tb.fields) || len(res.Errors) != len(tb.fields) || res.New+res.Changed+res.Same != 0 || w.Number(tb.count) != before {
				t.Errorf("%s: %+v", name, res)
				continue
			}
			for i, e := range res.Errors {
				var ce *civic.Error
				if !errors.As(e.Err, &ce) || ce.Field != tb.fields[i] || e.Row != i+2 {
					t.Errorf("%s, line %d: %v, want %q", name, e.Row, e.Err, tb.fields[i])
				}
			}
			for what, csv := range map[string]string{"empty": "", "no heading": "satu,dua\n1,2\n", "broken": strings.SplitAfter(tb.good, "\n")[0] + "\"tidak ditutup\n"} {
				if _, err := tb.verb(w)(t.Context(), strings.NewReader(csv), directory.Options{}); err == nil {
					t.Errorf("%s: a file that is %s was taken", name, what)
				}
			}
		}
	})
}

func TestImportsKeepWhatTheyDoNotSay(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		// The same unit again, without its parent named: it stays where it hangs and keeps its id.
		dpu := w.Agency("dpu")
		load(t, w.Directory.ImportAgencies, "code,parent_code,name,kind\ndpu,kota,Dinas PU dan Bina Marga,unit\n", directory.Options{})
		tree := w.Atlas.Current(t.Context()).Tree
		if a, _ := tree.ByCode("dpu"); a.ID != dpu || a.Name != "Dinas PU dan Bina Marga" || !tree.Within(w.Agency("jalan"), dpu) {
			t.Errorf("%+v", a)
		}
		// An agency's own list hangs below it and its codes meet no others.
		res := load(t, w.Directory.ImportAgencies, "id,unit\n1,Bagian Umum\n2,Bagian Hukum\ndpu,Bukan DPU yang itu\n", directory.Options{Parent: "kota"})
		if a, ok := w.Atlas.Current(t.Context()).Tree.ByCode("kota/dpu"); res.New != 3 || !ok || a.Parent != w.Agency("kota") || w.Agency("dpu") != dpu {
			t.Errorf("%+v %+v", res, a)
		}
		// What the system itself says cannot be reworded by a file.
		if res := load(t, w.Directory.ImportReasons, "kind,code,text_id,effective_from\narchive,not_completed,Lain,2024-01-01\n", directory.Options{}); res.Failed != 1 || res.Same != 0 {
			t.Errorf("%+v", res)
		}
		if r, _ := w.Atlas.Current(t.Context()).Reasons.Find(civic.ReasonsArchive, civic.ReasonLapsed); r.TextID == "Lain" {
			t.Errorf("%+v", r)
		}
	})
}

// The files of the ministries, as they come.
func TestRealTablesAreTakenIn(t *testing.T) {
	const data = "../../../shared/data/"
	if _, err := os.Stat(data); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the real tables are not here: ", data)
	}
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		for _, f := range []struct {
			verb       verb
			path       string
			parent     string
			rows, seen int // seen: rows that the town or an earlier file has
		}{
			{w.Directory.ImportRegions, "regions/wilayah_provinsi.csv", "", 38, 2}, {w.Directory.ImportRegions, "regions/wilayah_kabkota.csv", "", 514, 1},
			{w.Directory.ImportRegions, "regions/wilayah_kecamatan.csv", "", 7285, 1}, {w.Directory.ImportHolidays, "holidays/hari_libur_2024_2027.csv", "", 108, 0},
			{w.Directory.ImportAgencies, "agencies/instansi_pusat.csv", "", 144, 0}, {w.Directory.ImportAgencies, "agencies/surabaya_units.csv", "kota", 225, 0},
		} {
			for round, want := range []string{"new", "same"} {
				file, err := os.Open(data + f.path)
				if err != nil {
					t.Fatal(err)
				}
				progress := 0
				res, err := f.verb(t.Context(), file, directory.Options{Parent: f.parent, Progress: func(n int) { progress = n }})
				if err := errors.Join(err, file.Close()); err != nil || res.Failed != 0 || progress != f.rows || res.New+res.Changed+res.Same != f.rows {
					t.Fatalf("%s, %s: %+v after %d rows, %v", f.path, want, res, progress, err)
				}
				if round == 0 && res.New < f.rows-f.seen || round == 1 && res.Same != f.rows {
					t.Errorf("%s, %s: %+v", f.path, want, res)
				}
			}
		}
		m := w.Atlas.Current(t.Context())
		if got := fmt.Sprint(m.Calendar.LastDecreedYear()); got < "2026" {
			t.Errorf("decreed up to %s", got)
		}
	})
}
