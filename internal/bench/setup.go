package bench

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"tuntas/internal/app"
	"tuntas/internal/directory"
)

// country is what a run works in.
type country struct {
	National string   // token of the national desk
	Agency   []string // token of each agency's coordinator
	Unit     []string // token of each agency's liaison
	Agencies []string // their ids
	Units    []string // the id of one unit below each
	Codes    []string // tracking codes of some preloaded reports that are public
}

const agencies, unitsEach = 20, 10

// setup makes the country and, if asked for, the reports that are there before. It closes the
// database again, so that the server can have it.
func setup(ctx context.Context, o Options) (c country, err error) {
	a, err := open(ctx, o, time.Now) //nolint:forbidigo // a benchmark lives in the machine's time
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	if err := master(ctx, a); err != nil {
		return c, err
	}
	if c, err = tokens(ctx, a); err != nil {
		return c, err
	}
	c.Codes, err = preload(ctx, a, o)
	return c, err
}

func master(ctx context.Context, a *app.App) error {
	var tree, people strings.Builder
	tree.WriteString("code,parent_code,name,kind,routing_mode\n")
	people.WriteString("email,name,desk_code,role\nnational@bench.example,National,nasional,national_admin\n")
	for i := range agencies {
		fmt.Fprintf(&tree, "agency%d,nasional,Pemerintah Kota %d,city,semi\n", i, i)
		fmt.Fprintf(&people, "agency%d@bench.example,Coordinator %d,agency%d,agency_admin\n", i, i, i)
		for j := range unitsEach {
			fmt.Fprintf(&tree, "unit%d-%d,agency%d,Dinas %d-%d,unit,\n", i, j, i, i, j)
		}
		fmt.Fprintf(&people, "unit%d@bench.example,Liaison %d,unit%d-0,liaison\n", i, i, i)
		fmt.Fprintf(&people, "desk%d@bench.example,Officer %d,unit%d-1,unit_officer\n", i, i, i)
	}
	if _, err := a.Directory.ImportAgencies(ctx, strings.NewReader(tree.String()), directory.Options{}); err != nil {
		return err
	}
	reasons := "kind,code,text_id,text_en,effective_from,source\nclose,solved,Masalah selesai,Solved,2024-01-01,bench\n"
	if _, err := a.Directory.ImportReasons(ctx, strings.NewReader(reasons), directory.Options{}); err != nil {
		return err
	}
	if _, err := a.Directory.ImportRegions(ctx, strings.NewReader("code,name\n35,Jawa Timur\n35.78,Kota Surabaya\n"), directory.Options{}); err != nil {
		return err
	}
	stored, err := hash(ctx, a)
	if err != nil {
		return err
	}
	_, err = a.Directory.ImportOfficers(ctx, strings.NewReader(people.String()), stored, directory.Options{})
	return err
}

func tokens(ctx context.Context, a *app.App) (c country, err error) {
	if c.National, err = a.Directory.NewToken(ctx, "national@bench.example", "bench", 24*time.Hour); err != nil {
		return c, err
	}
	tree := a.Atlas.Current(ctx).Tree
	id := func(code string) string {
		n, _ := tree.ByCode(code)
		return n.ID.String()
	}
	for i := range agencies {
		t, err := a.Directory.NewToken(ctx, fmt.Sprintf("agency%d@bench.example", i), "bench", 24*time.Hour)
		if err != nil {
			return c, err
		}
		u, err := a.Directory.NewToken(ctx, fmt.Sprintf("unit%d@bench.example", i), "bench", 24*time.Hour)
		if err != nil {
			return c, err
		}
		c.Agency, c.Unit = append(c.Agency, t), append(c.Unit, u)
		c.Agencies, c.Units = append(c.Agencies, id(fmt.Sprintf("agency%d", i))), append(c.Units, id(fmt.Sprintf("unit%d-0", i)))
	}
	return c, nil
}

// bearer is the header line of a token.
func bearer(token string) string { return "Authorization: Bearer " + token + "\r\n" }
