package httpkit

import (
	"context"
	"time"

	"tuntas/internal/civic"
)

// Attempts counts tries that must not be repeated at will, PINs and sign-ins, where all
// processes see the count and a restart does not forget it. The store keeps them.
type Attempts interface {
	// Hit counts one try under key. allowed is false when limit tries within window were
	// counted before this one; retryAfter then tells how long until the next is allowed.
	Hit(ctx context.Context, key string, window time.Duration, limit int, now time.Time) (allowed bool, retryAfter time.Duration, err error)

	// Reset forgets the tries under key, after the right answer.
	Reset(ctx context.Context, key string) error
}

// Try is one count a try falls under. A try usually falls under several: that of the thing
// tried and that of the sender.
type Try struct {
	Key    string        // such as "pin:7K2M9QXT4PD", or ClientKey
	Window time.Duration // over which is counted
	Limit  int           // tries within it
}

// CheckAttempts counts a try under all its counts and returns a too_many error when one of
// them is used up. When the count cannot be kept it refuses: a lock that opens whenever its
// counter is broken is none.
func CheckAttempts(ctx context.Context, a Attempts, now time.Time, tries ...Try) error {
	var wait time.Duration
	for _, t := range tries {
		ok, after, err := a.Hit(ctx, t.Key, t.Window, t.Limit, now)
		if err != nil {
			return civic.Unavailable("error.unavailable", err)
		}
		if !ok {
			wait = max(wait, after, time.Second)
		}
	}
	if wait > 0 {
		return civic.TooMany("error.too_many_attempts", RetryArg, int(wholeSeconds(wait)))
	}
	return nil
}
