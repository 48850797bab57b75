package channel

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
)

// Skeleton is the smallest whole channel: it writes messages to a writer, one block each.
// It serves for trying the program out without a mail server, and to be copied:
//
//  1. copy this file to a folder of its own and rename the type;
//  2. keep what can be checked without the network first, as permanent errors;
//  3. give the message's ID to the other side, so that it can drop a repetition;
//  4. sort the other side's answers into permanent and temporary;
//  5. add it to the list of channels in the command.
type Skeleton struct {
	mu sync.Mutex
	w  io.Writer
}

var _ Sender = (*Skeleton)(nil)

// NewSkeleton returns a channel that writes to w.
func NewSkeleton(w io.Writer) *Skeleton { return &Skeleton{w: w} }

// Send implements Sender. A message without a destination or text is a permanent error,
// a writer that fails a temporary one.
func (s *Skeleton) Send(ctx context.Context, m Message) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if m.To == "" || m.Text == "" {
		return Permanent(errors.New("channel: a message needs a destination and a text"))
	}
	block := fmt.Sprintf("-- %s\nTo: %s\nSubject: %s\n\n%s\n", m.ID, m.To, oneLine(m.Subject), m.Text)
	s.mu.Lock() // blocks of concurrent messages must not mix
	defer s.mu.Unlock()
	if _, err := io.WriteString(s.w, block); err != nil {
		return fmt.Errorf("channel: %w", err)
	}
	return nil
}

// oneLine keeps text from making lines of its own.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
