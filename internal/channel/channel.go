// Package channel is the contract of everything that carries messages out of the program:
// mail, SMS, chat, webhooks. A channel is a folder below this one that satisfies Sender;
// skeleton.go is one to copy.
//
// Messages leave only from jobs, which try again when a Sender says that a failure is
// temporary and give up when it says that it is permanent. A job that died after sending
// and before saying so sends again: delivery is at least once, and Message.ID, the same at
// every try, lets the receiving side drop the second one.
package channel

import (
	"context"
	"errors"
)

// Message is what is told to one person. The texts are finished and in that person's
// language; a channel uses the parts it can carry.
type Message struct {
	ID      string // the same at every try of the same message; letters, digits, dot and dash
	To      string // where to: a mail address, a number, a chat, as the channel needs it
	Subject string // one line; channels without subjects leave it out
	Text    string // plain text; always there
	HTML    string // the same as HTML; may be empty
	Lang    string // language of the texts, such as "id"
}

// Sender is the sending half of a channel. It is safe for concurrent use.
//
// Send returns nil when the other side has taken the message on. An error wrapped by
// Permanent will be the same at every try (an address that does not exist); every other
// error is temporary. Errors hold no address and no text of the message, because they are
// logged.
type Sender interface {
	Send(ctx context.Context, m Message) error
}

// permanent marks an error that trying again does not change.
type permanent struct{ err error }

func (p permanent) Error() string { return p.err.Error() }

func (p permanent) Unwrap() error { return p.err }

// Permanent marks an error as one that trying again does not change. Permanent(nil) is nil.
func Permanent(err error) error {
	if err == nil {
		return nil
	}
	return permanent{err}
}

// IsPermanent tells whether an error, or one it wraps, was marked by Permanent.
func IsPermanent(err error) bool {
	_, ok := errors.AsType[permanent](err)
	return ok
}
