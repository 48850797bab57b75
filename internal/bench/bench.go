// Package bench measures a server that it starts itself, over HTTP, as people would use it,
// and prints ratios to the least work that could be done for the same result.
package bench

import (
	"slices"
	"sync"
	"time"
)

// Options of a run.
type Options struct {
	Binary      string // the program to start, itself
	Dir         string // a scratch folder, emptied by the caller
	DatabaseURL string // "" for SQLite in Dir; a PostgreSQL database that may be filled otherwise
	Reports     int    // lifecycles to drive
	Preload     int    // reports that are there before
	Concurrency int
	Profile     string                           // file for the server's CPU profile, "" for none
	Say         func(format string, args ...any) // what is going on, for people; results go elsewhere
}

// Step is how long one kind of request took.
type Step struct {
	P50 float64 `json:"p50_ms"`
	P99 float64 `json:"p99_ms"`
	N   int     `json:"n"`
}

// timings collects durations by name; it is safe for concurrent use.
type timings struct {
	mu sync.Mutex
	m  map[string][]time.Duration
}

func newTimings() *timings { return &timings{m: map[string][]time.Duration{}} }

func (t *timings) add(name string, d time.Duration) {
	t.mu.Lock()
	t.m[name] = append(t.m[name], d)
	t.mu.Unlock()
}

// steps sorts out the percentiles, in milliseconds.
func (t *timings) steps() map[string]Step {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := map[string]Step{}
	for name, ds := range t.m {
		slices.Sort(ds)
		at := func(p int) float64 {
			return float64(ds[min(len(ds)-1, len(ds)*p/100)].Microseconds()) / 1000
		}
		out[name] = Step{P50: at(50), P99: at(99), N: len(ds)}
	}
	return out
}

// parallel runs n pieces of work on workers goroutines and returns how long all took and how many failed.
func parallel(n, workers int, setup func(worker int) (func(i int) error, func())) (time.Duration, int, error) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	next, failed := 0, 0
	var first error
	take := func() (int, bool) {
		mu.Lock()
		defer mu.Unlock()
		if next >= n {
			return 0, false
		}
		next++
		return next - 1, true
	}
	start := time.Now() //nolint:forbidigo // a benchmark measures the machine's time
	for w := range workers {
		wg.Go(func() {
			do, done := setup(w)
			defer done()
			for {
				i, ok := take()
				if !ok {
					return
				}
				if err := do(i); err != nil {
					mu.Lock()
					failed++
					if first == nil {
						first = err
					}
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	return time.Since(start), failed, first //nolint:forbidigo // as above
}
