package directory_test

import (
	"strings"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

func TestImportReasons(t *testing.T) {
	apptest.Each(t, monday(), func(t *testing.T, r *apptest.Rig) {
		const table = "kind,code,text_id,text_en,effective_from,source\n" +
			"close,beres,Sudah beres.,Solved.,2020-01-01,contoh\n" +
			"hold,kurang,Keterangan kurang.,More is needed.,2020-01-01,contoh\n" +
			"flag,anak,Menyangkut anak.,A child.,2020-01-01,contoh\n" +
			"Hold,kurang2,Keterangan kurang.,,2020-01-01,\n" +
			"hold,,Keterangan kurang.,,2020-01-01,\n" +
			"hold,kurang3,,,2020-01-01,\n" +
			"hold,kurang4,Keterangan kurang.,,kemarin,\n"
		for _, want := range []directory.Result{{New: 2}, {Same: 2}} {
			res, err := r.Directory.ImportReasons(t.Context(), strings.NewReader(table), directory.Options{})
			if err != nil || res.New != want.New || res.Same != want.Same || res.Changed != 0 || res.Failed != 5 {
				t.Fatalf("%+v, %v", res, err)
			}
			for i, field := range []string{"list", "list", "code", "text_id", "effective_from"} {
				if e := res.Errors[i]; e.Row != i+4 || fieldOf(e.Err) != field {
					t.Errorf("line %d: %v, want %s", e.Row, e.Err, field)
				}
			}
		}
		if _, known := r.Atlas.Current(t.Context()).Reasons.Find("flag", "anak"); known {
			t.Error("a reason that no step asks for was taken")
		}
		if _, known := r.Atlas.Current(t.Context()).Reasons.Find(civic.ReasonsOutcome, "beres"); !known {
			t.Error("an outcome is missing")
		}
	})
}
