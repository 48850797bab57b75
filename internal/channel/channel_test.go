package channel_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"tuntas/internal/channel"
)

func TestPermanent(t *testing.T) {
	cause := errors.New("no such number")
	err := fmt.Errorf("job 7: %w", channel.Permanent(cause))
	if !channel.IsPermanent(err) || !errors.Is(err, cause) || err.Error() != "job 7: no such number" {
		t.Errorf("%v, permanent %v", err, channel.IsPermanent(err))
	}
	if channel.IsPermanent(cause) || channel.IsPermanent(nil) || channel.Permanent(nil) != nil {
		t.Error("what was not marked is permanent")
	}
	if !channel.IsPermanent(errors.Join(cause, channel.Permanent(cause))) {
		t.Error("lost among others")
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestSkeleton(t *testing.T) {
	ctx := context.Background()
	var out bytes.Buffer
	s := channel.NewSkeleton(&out)
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			if err := s.Send(ctx, channel.Message{ID: fmt.Sprint("n", i), To: "x", Subject: "a\nTo: y", Text: "halo"}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := strings.Count(out.String(), "\nTo: x\nSubject: a To: y\n\nhalo\n"); n != 20 {
		t.Errorf("%d whole messages of 20:\n%s", n, out.String())
	}
	for _, m := range []channel.Message{{Text: "t"}, {To: "x"}} {
		if err := s.Send(ctx, m); !channel.IsPermanent(err) {
			t.Errorf("%+v: %v", m, err)
		}
	}
	if err := channel.NewSkeleton(brokenWriter{}).Send(ctx, channel.Message{To: "x", Text: "t"}); err == nil || channel.IsPermanent(err) {
		t.Errorf("a full disk: %v", err)
	}
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if err := s.Send(gone, channel.Message{To: "x", Text: "t"}); !errors.Is(err, context.Canceled) {
		t.Errorf("for nobody: %v", err)
	}
}

// A channel takes a finished message and says whether to try again.
func ExampleSender() {
	var s channel.Sender = channel.NewSkeleton(os.Stdout)
	ctx := context.Background()
	err := s.Send(ctx, channel.Message{ID: "n1", To: "warga", Subject: "Laporan diterima", Text: "Kode Anda 7K2M-9QXT-4PD."})
	fmt.Println("sent:", err == nil)
	err = s.Send(ctx, channel.Message{ID: "n2", Text: "Kepada siapa?"})
	fmt.Println("try again:", err != nil && !channel.IsPermanent(err))
	// Output:
	// -- n1
	// To: warga
	// Subject: Laporan diterima
	//
	// Kode Anda 7K2M-9QXT-4PD.
	// sent: true
	// try again: false
}
