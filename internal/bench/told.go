package bench

import "math/rand/v2"

// What officers say in the bench is read by the answer gate like anything else, and no two reporters are told the same:
// the gate is paid for, and nothing is refused.

// followUp says what is being done.
func followUp() string {
	return "Tim " + name() + " mengukur lubang " + name() + " pada 19 November dan menambalnya pada 26 November bersama " + name() + "."
}

// closing says what was done.
func closing() string {
	return "Lubang " + name() + " sudah ditambal pada 26 November dan " + name() + " diperiksa bersama " + name() + "."
}

// name is two made words without a number, for numbers do not tell two answers apart.
func name() string {
	part := func() string { return syllables[rand.IntN(len(syllables))] } //nolint:gosec // nothing is guarded by it
	return part() + part() + part() + " " + part() + part() + part()
}
