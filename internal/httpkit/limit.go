package httpkit

import (
	"hash/maphash"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"tuntas/internal/civic"
)

// shards is how many locks the buckets are spread over.
const shards = 16

// Limiter gives every sender a bucket of tokens that fills with time. It lives in this
// process only and forgets: it keeps floods away from everything dear, and where the count
// must hold (PINs, sign-in) Attempts counts in the database.
type Limiter struct {
	rate  rate.Limit
	burst int
	wall  func() time.Time
	seed  maphash.Seed
	shard [shards]limiterShard
}

// limiterShard keeps two generations of buckets. When the young one is full it becomes the
// old one and the old one is forgotten, which bounds memory without ever scanning: a flood
// from many addresses can make us forget others, never make us grow.
type limiterShard struct {
	mu         sync.Mutex
	young, old map[netip.Addr]*rate.Limiter
	max        int
}

// LimiterOptions say what a Limiter grants.
type LimiterOptions struct {
	Every time.Duration    // time in which one more request is granted
	Burst int              // requests granted at once
	Keep  int              // most senders remembered; 0 means 65,536, about 15 MB
	Wall  func() time.Time // the clock of the machine
}

// NewLimiter returns a Limiter with all buckets full.
func NewLimiter(o LimiterOptions) *Limiter {
	if o.Keep == 0 {
		o.Keep = 1 << 16
	}
	l := &Limiter{rate: rate.Every(o.Every), burst: o.Burst, wall: o.Wall, seed: maphash.MakeSeed()}
	for i := range l.shard {
		l.shard[i].max = max(1, o.Keep/shards/2)
		l.shard[i].young = map[netip.Addr]*rate.Limiter{}
	}
	return l
}

// Allow takes a token of a sender, or tells how long until there is one.
func (l *Limiter) Allow(a netip.Addr) (ok bool, wait time.Duration) {
	a = group(a)
	now := l.wall()
	s := &l.shard[maphash.Comparable(l.seed, a)%shards]
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.young[a]
	if b == nil {
		if b = s.old[a]; b == nil {
			b = rate.NewLimiter(l.rate, l.burst)
		}
		if len(s.young) >= s.max {
			s.old, s.young = s.young, make(map[netip.Addr]*rate.Limiter, s.max)
		}
		s.young[a] = b
	}
	if b.AllowN(now, 1) {
		return true, 0
	}
	missing := 1 - b.TokensAt(now)
	return false, time.Duration(missing / float64(l.rate) * float64(time.Second))
}

// Middleware refuses requests over the limit with 429 and Retry-After. A nil Limiter
// refuses nothing.
func (l *Limiter) Middleware(e *Errors) Middleware {
	return func(next http.Handler) http.Handler {
		if l == nil {
			return next
		}
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if err := l.Check(r); err != nil {
				e.Render(w, r, err)
				return
			}
			infoOf(r).refund = sync.OnceFunc(func() { l.GiveBack(r) })
			next.ServeHTTP(w, r)
		})
	}
}

// Check takes a token of a request's sender, or returns a too_many error. Handlers call it
// for limits of their own, such as reports an hour.
func (l *Limiter) Check(r *http.Request) error {
	if ok, wait := l.Allow(Client(r)); !ok {
		return civic.TooMany("error.too_many_requests", RetryArg, int(wholeSeconds(wait)))
	}
	return nil
}

// GiveBack returns the token that Check took for a request which came to nothing, so that mistakes in a form do not use
// up what its sender may do in an hour. It never fills a bucket over its brim.
func (l *Limiter) GiveBack(r *http.Request) {
	a := group(Client(r))
	s := &l.shard[maphash.Comparable(l.seed, a)%shards]
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.young[a]
	if b == nil {
		b = s.old[a]
	}
	if b != nil { // a forgotten bucket is full
		b.AllowN(l.wall(), -1)
	}
}
