package demo

// dice is a small fixed generator (SplitMix64). The standard library promises
// no fixed sequence across Go versions for its convenience functions, and the
// demo must not change its reports when the compiler does.
type dice struct{ state uint64 }

func (d *dice) next() uint64 {
	d.state += 0x9E3779B97F4A7C15
	z := d.state
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB
	return z ^ (z >> 31)
}

// roll returns a number from 0 up to but not including n; n must be positive.
func (d *dice) roll(n int) int { return int(d.next() % uint64(n)) }

// between returns a number from lo to hi, both included.
func (d *dice) between(lo, hi int) int { return lo + d.roll(hi-lo+1) }

// chance is true in percent of 100 calls.
func (d *dice) chance(percent int) bool { return d.roll(100) < percent }

// pick returns one of the items; an empty list yields the zero value.
func pick[T any](d *dice, items []T) T {
	if len(items) == 0 {
		var zero T
		return zero
	}
	return items[d.roll(len(items))]
}

// shuffle mixes the items in place.
func shuffle[T any](d *dice, items []T) {
	for i := len(items) - 1; i > 0; i-- {
		j := d.roll(i + 1)
		items[i], items[j] = items[j], items[i]
	}
}
