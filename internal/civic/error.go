package civic

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says what sort of failure an Error is, so that every door can answer in its own language:
// a web page, an API status, a line of SMS.
type Kind string

// The kinds of failure. There are no others: a failure that fits none is internal.
const (
	KindInvalid         Kind = "invalid"         // what was sent cannot be accepted; Field says where
	KindNotFound        Kind = "not_found"       // there is no such thing, or the asker may not know that there is
	KindForbidden       Kind = "forbidden"       // known, but not for this person
	KindUnauthenticated Kind = "unauthenticated" // we do not know who is asking
	KindConflict        Kind = "conflict"        // somebody was faster, or the state no longer allows it
	KindTooMany         Kind = "too_many"        // a limit was reached; try later
	KindUnavailable     Kind = "unavailable"     // something we depend on does not answer; try later
	KindInternal        Kind = "internal"        // our fault
)

// Error is a failure a person may be told about. Key names the sentence in the message
// catalogue and Args fills it, so that no rule has to know the reader's language.
type Error struct {
	Kind  Kind
	Key   string         // message catalogue key, such as "error.not_found"
	Field string         // form field the message belongs to; empty for the whole form
	Args  map[string]any // values for the sentence
	Err   error          // cause, for the log only
}

// Error describes the failure for logs. People are shown the sentence behind Key.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Kind))
	b.WriteString(": ")
	b.WriteString(e.Key)
	if e.Field != "" {
		b.WriteString(" (" + e.Field + ")")
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause, or nil.
func (e *Error) Unwrap() error { return e.Err }

// Invalid says that the value of a field cannot be accepted. An empty field means the whole form.
// kv are name and value pairs for the sentence.
func Invalid(field, key string, kv ...any) *Error {
	return &Error{Kind: KindInvalid, Key: key, Field: field, Args: args(kv)}
}

// NotFound says that there is no such thing. It is also the answer for what must not be known to exist.
func NotFound(key string) *Error { return &Error{Kind: KindNotFound, Key: key} }

// Forbidden says that this person may not do this.
func Forbidden(key string) *Error { return &Error{Kind: KindForbidden, Key: key} }

// Unauthenticated says that the person has to sign in, or give a code and PIN, first.
func Unauthenticated(key string) *Error { return &Error{Kind: KindUnauthenticated, Key: key} }

// Conflict says that the thing has changed meanwhile, or that its state does not allow the act.
// kv are name and value pairs for the sentence.
func Conflict(key string, kv ...any) *Error {
	return &Error{Kind: KindConflict, Key: key, Args: args(kv)}
}

// TooMany says that a limit was reached. kv are name and value pairs for the sentence.
func TooMany(key string, kv ...any) *Error {
	return &Error{Kind: KindTooMany, Key: key, Args: args(kv)}
}

// Unavailable says that something needed does not answer now; err is the cause.
func Unavailable(key string, err error) *Error {
	return &Error{Kind: KindUnavailable, Key: key, Err: err}
}

// KindOf tells the kind of any error: that of the first Error in its chain, internal for an
// error of foreign make, and the empty kind for nil.
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return KindInternal
}

// args turns name and value pairs into a map. A value without a name is a slip of the
// programmer; it is kept under a name that shows in the sentence instead of being lost.
func args(kv []any) map[string]any {
	if len(kv) == 0 {
		return nil
	}
	m := make(map[string]any, (len(kv)+1)/2)
	for i := 0; i+1 < len(kv); i += 2 {
		m[fmt.Sprint(kv[i])] = kv[i+1]
	}
	if len(kv)%2 == 1 {
		m["!extra"] = kv[len(kv)-1]
	}
	return m
}
