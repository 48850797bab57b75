package civic

import "testing"

// The two guarantees of the check digits, for every case there is and not for samples.

func TestDammTable(t *testing.T) {
	for sum := range byte(10) {
		if damm(sum, sum) != 0 {
			t.Errorf("%d*%d = %d: a check digit would not close the code", sum, sum, damm(sum, sum))
		}
		for x := range byte(10) {
			for y := range x {
				if damm(sum, x) == damm(sum, y) {
					t.Errorf("after %d, %d and %d are the same: a wrong digit passes", sum, x, y)
				}
				if damm(damm(sum, x), y) == damm(damm(sum, y), x) {
					t.Errorf("after %d, %d%d and %d%d are the same: a swap passes", sum, x, y, y, x)
				}
			}
		}
	}
	if len(dammTable) != 100 {
		t.Errorf("the table has %d entries", len(dammTable))
	}
}

func TestDoubleIsAFieldOperation(t *testing.T) {
	seen := map[byte]bool{}
	v := byte(1)
	for range 31 {
		seen[v] = true
		v = double(v)
	}
	if len(seen) != 31 || v != 1 || seen[0] {
		t.Errorf("doubling 1 runs through %d values and ends at %d, want all 31 and 1", len(seen), v)
	}
	for a := range byte(32) {
		for b := range byte(32) {
			if double(a^b) != double(a)^double(b) {
				t.Errorf("doubling %d^%d is not the sum of the doubles", a, b)
			}
			// A swap of neighbours a, b changes the sum by double(a^b) ^ a^b.
			if a != b && double(a^b) == a^b {
				t.Errorf("a swap of %d and %d passes", a, b)
			}
		}
	}
}
