package httpkit

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"tuntas/internal/civic"
)

// StatusOf is the one map from kinds of errors to HTTP statuses.
func StatusOf(k civic.Kind) int {
	switch k {
	case civic.KindInvalid:
		return http.StatusUnprocessableEntity
	case civic.KindNotFound:
		return http.StatusNotFound
	case civic.KindForbidden:
		return http.StatusForbidden
	case civic.KindUnauthenticated:
		return http.StatusUnauthorized
	case civic.KindConflict:
		return http.StatusConflict
	case civic.KindTooMany:
		return http.StatusTooManyRequests
	case civic.KindUnavailable:
		return http.StatusServiceUnavailable
	default:
		return http.StatusInternalServerError
	}
}

// RetryArg is the argument of a civic error that says after how many seconds to try again.
// It fills the Retry-After header as well as the sentence.
const RetryArg = "seconds"

// statusClientGone is logged for a request whose sender has left; nobody receives it.
const statusClientGone = 499

// transport are the refusals of HTTP itself, which no rule of civic knows.
type transport struct {
	status int
	err    *civic.Error
}

func (t transport) Error() string { return t.err.Error() }

func (t transport) Unwrap() error { return t.err }

func methodNotAllowed() error {
	return transport{http.StatusMethodNotAllowed, civic.Invalid("", "error.method_not_allowed")}
}

func bodyTooLarge(limit int64) error {
	return transport{http.StatusRequestEntityTooLarge, civic.Invalid("", "error.request_too_large", "kb", limit>>10)}
}

func bodyTooSlow() error {
	return transport{http.StatusRequestTimeout, civic.Unavailable("error.request_too_slow", nil)}
}

// classify tells the status of an error and the civic error to speak of. An error of
// foreign make becomes an internal one without a trace of what it said.
func classify(err error) (int, *civic.Error) {
	if t, ok := errors.AsType[transport](err); ok {
		return t.status, t.err
	}
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return classify(bodyTooLarge(tooLarge.Limit))
	}
	if e, ok := errors.AsType[*civic.Error](err); ok {
		return StatusOf(e.Kind), e
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return classify(civic.Unavailable("error.unavailable", err))
	}
	return http.StatusInternalServerError, &civic.Error{Kind: civic.KindInternal, Key: "error.internal"}
}

// retryAfter returns the value of a Retry-After header for an error, or "".
func retryAfter(status int, e *civic.Error) string {
	var seconds int64
	switch v := e.Args[RetryArg].(type) {
	case int:
		seconds = int64(v)
	case int64:
		seconds = v
	case time.Duration:
		seconds = wholeSeconds(v)
	}
	if seconds <= 0 {
		if status != http.StatusTooManyRequests && status != http.StatusServiceUnavailable {
			return ""
		}
		seconds = 5
	}
	return strconv.FormatInt(seconds, 10)
}

// wholeSeconds rounds a wait up, at least to one second.
func wholeSeconds(d time.Duration) int64 {
	return max(1, int64((d+time.Second-1)/time.Second))
}
