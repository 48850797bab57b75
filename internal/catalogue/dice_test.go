package catalogue_test

import "math/rand/v2"

// dice fall the same way each time.
type dice struct{ r *rand.Rand }

func newDice(seed uint64) dice { return dice{rand.New(rand.NewPCG(seed, 7))} }

func (d dice) n(below int) int { return d.r.IntN(below) }
