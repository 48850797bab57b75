package civic_test

import (
	"slices"
	"testing"

	"tuntas/internal/civic"
)

func searchTree() *civic.Tree {
	return civic.NewTree([]civic.Agency{
		{ID: 1, Code: "nasional", Name: "Admin Nasional", Active: true},
		{ID: 2, Parent: 1, Code: "kota-a", Name: "Pemerintah Kota Andalan", ShortName: "Pemkot Andalan", Active: true},
		{ID: 3, Parent: 2, Code: "kota-a/dishub", Name: "Dinas Perhubungan", ShortName: "Dishub", Active: true},
		{ID: 4, Parent: 2, Code: "kota-a/dinkes", Name: "Dinas Kesehatan", ShortName: "Dinkes", Active: true},
		{ID: 5, Parent: 1, Code: "dishub-prov", Name: "Dinas Perhubungan Provinsi", ShortName: "Dishub Provinsi", Active: true},
	})
}

func codes(all []civic.Agency) []string {
	out := []string{}
	for _, a := range all {
		out = append(out, a.Code)
	}
	return out
}

func TestTreeSearch(t *testing.T) {
	for _, c := range []struct {
		typed string
		limit int
		want  []string
		more  bool
	}{
		{"dishub", 9, []string{"kota-a/dishub", "dishub-prov"}, false},
		{"DINAS  per", 9, []string{"dishub-prov", "kota-a/dishub"}, false},
		{"kota dinkes", 9, []string{"kota-a/dinkes"}, false},
		{"hub", 9, []string{}, false},
		{"dinas", 2, []string{"dishub-prov", "kota-a/dinkes"}, true},
		{"", 1, []string{"nasional"}, true},
	} {
		found, more := searchTree().Search(c.typed, c.limit, nil)
		if got := codes(found); !slices.Equal(got, c.want) || more != c.more {
			t.Errorf("%q: got %v, more %v; want %v, more %v", c.typed, got, more, c.want, c.more)
		}
	}
	found, _ := searchTree().Search("dinas", 9, func(id civic.ID) bool { return id == 4 })
	if got := codes(found); !slices.Equal(got, []string{"kota-a/dinkes"}) {
		t.Errorf("narrowed: got %v", got)
	}
}

func TestTreeBelow(t *testing.T) {
	all := func(civic.ID) bool { return true }
	found, more := searchTree().Below(1, 9, all)
	if got, want := codes(found), []string{"dishub-prov", "kota-a", "kota-a/dinkes", "kota-a/dishub"}; !slices.Equal(got, want) || more {
		t.Errorf("got %v, more %v; want %v", got, more, want)
	}
	if _, more := searchTree().Below(1, 3, all); !more {
		t.Error("there are four below the top, so three are not all")
	}
	if found, _ := searchTree().Below(4, 9, all); len(found) != 0 {
		t.Errorf("below a leaf: got %v", codes(found))
	}
}
