//go:build !race

package bench_test

// raced tells whether the race detector watches; SQLite, which is Go, is then ten times slower.
const raced = false
