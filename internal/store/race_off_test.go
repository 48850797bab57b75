//go:build !race

package store_test

// raced tells whether the race detector watches.
const raced = false
