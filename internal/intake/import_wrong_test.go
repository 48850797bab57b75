package intake_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/intake"
)

// Bytes, types and dates that cannot be refuse their own line, with the field and what belongs there; a dry run says
// the same.
func TestLinesThatCannotBeAreRefusedAlone(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) { // on Monday 2 March 2026
		lines := []string{
			"\ufeff" + `{"id":"a","text":"baik"}`,
			"{\"id\":\"b\",\"text\":\"\xff\"}", "{\"id\":\"c\",\"text\":\"a\x00b\"}", // raw bytes
			`{"id":7,"text":"x"}`, `{"id":"d","text":"x","anonymous":"yes"}`, `{"id":"e","text":["x"]}`, `[1]`, `{"id":`,
			`{"id":"f","text":"x","date":"2026-03-03"}`, `{"id":"g","text":"x","month":"2026-04"}`, `{"id":"h","text":"x","date":"2027"}`,
			`{"id":"i","text":"x","date":"2026-03-02"}`, `{"id":"j","text":"x","month":"2026-03"}`, `{"id":"k","text":"x","date":"2026"}`,
			`{"id":"` + strings.Repeat("l", 201) + `","text":"x"}`, `{"id":"m","source":"` + strings.Repeat("é", 201) + `","text":"x"}`,
		}
		want := map[int]string{2: "line error.not_text", 3: "line error.not_text", 4: "id error.json_text", 5: "anonymous error.json_bool", 6: "text error.json_text", 7: "line error.json_object",
			8: "line error.json_wrong", 9: "date error.date_future", 10: "month error.date_future", 11: "date error.date_future", 15: "id error.too_long", 16: "source error.too_long"}
		for _, o := range []intake.ImportOptions{{Source: "s", DryRun: true}, {Source: "s"}} {
			res := take(t, w, o, lines...)
			got := map[int]string{}
			for _, row := range res.Errors {
				if e, ok := errors.AsType[*civic.Error](row.Err); ok {
					got[row.Row] = e.Field + " " + e.Key
				}
			}
			if res.New != 4 || res.Failed != len(want) || fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%+v\n got %v\nwant %v", res, got, want)
			}
		}
		if n := w.Number(`SELECT count(*) FROM report`); n != 4 {
			t.Errorf("%d reports", n)
		}
	})
}

func TestAnotherTextUnderTheSameIDIsTold(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		take(t, w, intake.ImportOptions{Source: "s"}, `{"id":"1","text":" Lampu mati.\n"}`, `{"id":"2","text":"Banjir."}`)
		res := take(t, w, intake.ImportOptions{Source: "s"}, `{"id":"1","text":" Lampu mati.\n","state":"closed"}`, `{"id":"2","text":"Banjir besar."}`, `{"id":"3","text":"Baru"}`, `{"id":"3","text":"Baru lagi"}`)
		if res.New != 1 || res.Same != 1 || res.Differs != 2 || res.Failed != 0 {
			t.Errorf("%+v", res)
		}
		if f := lookUp(t, w, "s", "2"); f.body != "Banjir." {
			t.Errorf("the text was changed: %+v", f)
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
		var lines strings.Builder
		for i := range 700 {
			fmt.Fprintf(&lines, `{"id":"%04d","text":"x","agency":"tidak dikenal"}`+"\n", i)
		}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		res, err := w.Intake.Import(ctx, civic.SystemActor(), &cutOff{strings.NewReader(lines.String()), lines.Len() / 2, cancel}, intake.ImportOptions{Source: "s"})
		there := w.Number(`SELECT count(*) FROM report`)
		if !errors.Is(err, context.Canceled) || strings.Contains(err.Error(), "sql") || res.New != there || res.UnknownAgency != there || there == 0 || there >= 700 {
			t.Errorf("told %d, %d of them without an agency, kept %d, %v", res.New, res.UnknownAgency, there, err)
		}
		again, err := w.Intake.Import(t.Context(), civic.SystemActor(), strings.NewReader(lines.String()), intake.ImportOptions{Source: "s"})
		if err != nil || again.Same != there || again.New != 700-there {
			t.Errorf("again: %+v, %v", again, err)
		}
	})
}

// A line that is too long ends the import; what stands before is taken, and a dry run says the same.
func TestALineThatIsTooLong(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		file := `{"id":"1","text":"x"}` + "\n" + `{"id":"2","text":"` + strings.Repeat("x", 5<<20) + `"}`
		for _, o := range []intake.ImportOptions{{DryRun: true}, {}} {
			res, err := w.Intake.Import(t.Context(), civic.SystemActor(), strings.NewReader(file), o)
			if err == nil || !strings.Contains(err.Error(), "line 2 is longer than 4 MB") || res.New != 1 {
				t.Errorf("%+v: %+v, %v", o, res, err)
			}
		}
		if n := w.Number(`SELECT count(*) FROM report`); n != 1 {
			t.Errorf("%d reports", n)
		}
	})
}
