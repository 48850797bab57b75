package directory_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

// refusals are the fields and keys of the rows that were refused, by line.
func refusals(res directory.Result) map[int]string {
	out := map[int]string{}
	for _, e := range res.Errors {
		var ce *civic.Error
		if errors.As(e.Err, &ce) {
			out[e.Row] = ce.Field + " " + ce.Key
		}
	}
	return out
}

// refuse takes a file in as a dry run, in earnest and once more, and demands the same refusals each time, and that
// the second time changes nothing.
func refuse(t *testing.T, v verb, csv string, good int, want map[int]string) {
	t.Helper()
	for _, o := range []directory.Options{{DryRun: true}, {}, {}} {
		res := load(t, v, csv, o)
		if res.New+res.Same != good || res.Changed != 0 || res.Failed != len(want) || fmt.Sprint(refusals(res)) != fmt.Sprint(want) {
			t.Errorf("%+v: %+v\n got %v\nwant %v", o, res, refusals(res), want)
		}
	}
	if res := load(t, v, csv, directory.Options{}); res.Same != good {
		t.Errorf("again: %+v", res)
	}
}

func TestRowsThatAreNoTextOrTooLongAreRefusedAlone(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		heads := map[string]string{
			"regions":  "code,name\n36,Banten\n37,Ban\xfften\n38,Ban\x00ten\n39,Banten, Barat\n\n31,\"DKI\nJakarta\"\n32,\xe2\x28\n",
			"agencies": "code,name\n36,Banten\n37,Ban\xfften\n38,Ban\x00ten\n39,Banten, Barat\n\n31,\"DKI\nJakarta\"\n32,\xe2\x28\n",
			"topics":   "code,name_id\n36,Banten\n37,Ban\xfften\n38,Ban\x00ten\n39,Banten, Barat\n\n31,\"DKI\nJakarta\"\n32,\xe2\x28\n",
		}
		want := map[int]string{3: "line error.not_text", 4: "line error.not_text", 5: "line error.row_fields", 9: "line error.not_text"}
		for kind, csv := range heads {
			t.Run(kind, func(t *testing.T) { refuse(t, tables()[kind].verb(w), csv, 2, want) })
		}
		if n := w.Number(`SELECT count(*) FROM region WHERE name = 'DKI Jakarta'`); n != 1 {
			t.Error("a name of two lines was not made one line")
		}
	})
}

func TestRegionsLieOnEarthAndComeOnce(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		refuse(t, w.Directory.ImportRegions, "code,name,lat,lng\n36,Banten,-6,106\n37,a,91,106\n38,a,-90.5,106\n39,a,1,180.1\n40,a,1,-181\n41,a,NaN,1\n42,a,1,Inf\n43,a,90,-180\n36,Banten Dua,-6,106\n", 2, map[int]string{
			3: "lat error.point_wrong", 4: "lat error.point_wrong", 5: "lng error.point_wrong", 6: "lng error.point_wrong", 7: "lat error.point_wrong", 8: "lng error.point_wrong", 10: "code error.row_repeated",
		})
	})
}

// A key that comes twice in a file would change what is there with every run.
func TestRepetitionsAreRefused(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		for kind, csv := range map[string]string{
			"agencies": "code,parent_code,name\nq,kota,Satu\nq,kota,Dua\n",
			"holidays": "date,name,decree\n2028-01-01,Tahun Baru,A\n2028-01-01,Tahun Baru,B\n",
			"topics":   "code,name_id\nq,Satu\nq,Dua\n",
			"reasons":  "kind,code,text_id,effective_from\nhold,q,Satu,2024-01-01\nhold,q,Dua,2024-01-01\n",
		} {
			column := "code"
			if kind == "holidays" {
				column = "date"
			}
			t.Run(kind, func(t *testing.T) {
				refuse(t, tables()[kind].verb(w), csv, 1, map[int]string{3: column + " error.row_repeated"})
			})
		}
	})
}

// A day that nobody can mean is refused in a file as in a form.
func TestRowsOfAnotherAgeAreRefused(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		refuse(t, w.Directory.ImportHolidays, "date,name\n2028-01-01,Tahun Baru\n0202-01-01,Tahun Baru\n2999-01-01,Tahun Baru\n", 1, map[int]string{
			3: "date error.date_far", 4: "date error.date_far",
		})
		refuse(t, w.Directory.ImportReasons, "kind,code,text_id,effective_from\nhold,q,Satu,2024-01-01\nhold,r,Dua,0024-01-01\nhold,s,Tiga,3024-01-01\n", 1, map[int]string{
			3: "effective_from error.date_far", 4: "effective_from error.date_far",
		})
	})
}

func TestReasonsOfTheSystemAreItsOwn(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		w.Import(w.Directory.ImportReasons, "kind,code,text_id,text_en,effective_from,source\narchive,withdrawn,Pelapor menarik laporan ini.,The reporter withdrew this report.,2009-07-18,\"UU 25/2009, pasal 44\"\n")
		csv := "kind,code,text_id,text_en,effective_from,source\narchive,withdrawn,Lain.,The reporter withdrew this report.,2009-07-18,\"UU 25/2009, pasal 44\"\n"
		want := map[int]string{2: "code error.reason_system"}
		for _, list := range []string{"hold", "return", "archive", "close"} {
			for _, code := range []string{"withdrawn", "not_completed", "accepted", "no_reply"} {
				if list != "archive" || code != "withdrawn" {
					csv += list + "," + code + ",Lain.,Other.,2024-01-01,uji\n"
					want[len(want)+2] = "code error.reason_system"
				}
			}
		}
		csv += "outcome,x,Lain.,Other.,2024-01-01,uji\n" // the list's name in the database is not the file's
		want[len(want)+2] = "kind error.list_unknown"
		refuse(t, w.Directory.ImportReasons, csv, 0, want)
	})
}

// Names and addresses are shown in terminals, mails and pages.
func TestOfficersAreShownAsTheyAre(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		const steer = "Sri\x1b[31m\r\nWah\u009byuni\u202e \u2066\x07"
		refuse(t, officers(w), "email,name,desk_code,role\nsri@contoh.example,\""+steer+"\",nasional,national_admin\nsri\x1b@contoh.example,Sri,kota,liaison\n\"sri\nlain@contoh.example\",Sri,kota,liaison\nsri\u202e@contoh.example,Sri,kota,liaison\ntanpa@contoh.example,\x1b,kota,liaison\nadmin@contoh.example,Sri,kota,national_admin\npengawas2@contoh.example,Sri,kemen,supervisor\n", 2, map[int]string{
			4: "email error.email_wrong", 5: "email error.email_wrong", 7: "email error.email_wrong", 8: "name error.name_needed", 9: "role error.role_national",
		})
		person := directory.Person{Email: "budi@contoh.example", Name: steer, Password: "rahasia sekali", Agency: w.Agency("nasional"), Role: civic.RoleNationalAdmin}
		if err := w.Directory.Enrol(t.Context(), civic.SystemActor(), person); err != nil {
			t.Fatal(err)
		}
		if n := w.Number(`SELECT count(*) FROM officer WHERE name = 'Sri[31m Wahyuni'`); n != 2 {
			t.Errorf("%d officers have the tidy name", n)
		}
		for want, change := range map[string]func(p *directory.Person){
			"email": func(p *directory.Person) { p.Email = "bu\u0085di@contoh.example" },
			"name":  func(p *directory.Person) { p.Name = "\u202e\x1b" },
			"role":  func(p *directory.Person) { p.Agency = w.Agency("kota") },
		} {
			p := person
			change(&p)
			if err := w.Directory.Enrol(t.Context(), civic.SystemActor(), p); fieldOf(err) != want {
				t.Errorf("got %v, want %s", err, want)
			}
		}
	})
}

// cutOff is a file during whose reading somebody presses Ctrl-C.
type cutOff struct {
	io.Reader
	left   int // bytes until then
	cancel context.CancelFunc
}

func (c *cutOff) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p[:min(len(p), 512)])
	if c.left -= n; c.left <= 0 {
		c.cancel()
	}
	return n, err
}

func TestAnInterruptedImportTellsWhatWasKept(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		var csv strings.Builder
		csv.WriteString("code,name_id\n")
		for i := range 1400 {
			fmt.Fprintf(&csv, "t%04d,Topik\n", i)
		}
		before := w.Number(`SELECT count(*) FROM topic`)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		res, err := w.Directory.ImportTopics(ctx, &cutOff{strings.NewReader(csv.String()), csv.Len() * 3 / 5, cancel}, directory.Options{})
		there := w.Number(`SELECT count(*) FROM topic`) - before
		if !errors.Is(err, context.Canceled) || strings.Contains(err.Error(), "sql") || res.New != there || there == 0 || there >= 1400 {
			t.Errorf("told %d, kept %d, %v", res.New, there, err)
		}
		if m := w.Atlas.Current(t.Context()); len(m.Topics) != before+there {
			t.Errorf("the running program knows %d topics of %d", len(m.Topics), before+there)
		}
		if res := load(t, w.Directory.ImportTopics, csv.String(), directory.Options{}); res.Same != there || res.New != 1400-there {
			t.Errorf("again: %+v", res)
		}
	})
}

// Where a file ceases to be a table, what stands before is taken, and a dry run says the same.
func TestAFileThatCeasesToBeATable(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		csv := "code,name\n36,Banten\n37,\"Tidak ditutup\n38,Lain\n"
		for _, o := range []directory.Options{{DryRun: true}, {}} {
			res, err := w.Directory.ImportRegions(t.Context(), strings.NewReader(csv), o)
			if err == nil || !strings.Contains(err.Error(), "line 3: from here on this is not CSV") || res.New != 1 {
				t.Errorf("%+v: %+v, %v", o, res, err)
			}
		}
		if n := w.Number(`SELECT count(*) FROM region WHERE code = '36'`); n != 1 {
			t.Error("the row before was not taken")
		}
	})
}
