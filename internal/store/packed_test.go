package store

import "testing"

// A packed column gives back its parts, or an error: never a part in the place of another.
func TestUnpack(t *testing.T) {
	for _, c := range []struct {
		packed string
		bad    bool
		want   [3]string
	}{
		{"a\x1fb\x1fc", false, [3]string{"a", "b", "c"}},
		{"\x1f\x1f", false, [3]string{}},
		{"a\x1f{\"k\": 1}\x1f", false, [3]string{"a", `{"k": 1}`, ""}},
		{"a\x1fb", true, [3]string{}},
		{"a\x1fb\x1fc\x1fd", true, [3]string{}},
		{"", true, [3]string{}},
	} {
		var got [3]string
		err := unpack(c.packed, &got[0], &got[1], &got[2])
		if (err != nil) != c.bad || !c.bad && got != c.want {
			t.Errorf("%q: %q, %v", c.packed, got, err)
		}
	}
}
