package kill

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// fate is what a client knows of one act.
type fate int

const (
	notTried fate = iota
	unknown       // sent, and no answer came
	answered      // answered as done
)

// report is one submission and what was done to it, as its client knows it.
type report struct {
	key, body, code, pin string
	email                bool
	sent, file, reply    fate
	verify               fate
}

// ledger is what the clients believe.
type ledger struct {
	mu    sync.Mutex
	all   []*report
	no    []error // answers that were a refusal
	done  atomic.Int64
	token string // of the officer
}

// with lists the reports whose act has a fate.
func (b *ledger) with(f fate, act func(*report) fate) (out []*report) {
	for _, r := range b.all {
		if act(r) == f {
			out = append(out, r)
		}
	}
	return out
}

func sent(r *report) fate   { return r.sent }
func file(r *report) fate   { return r.file }
func reply(r *report) fate  { return r.reply }
func verify(r *report) fate { return r.verify }

// errRefused is any answer but the one that was hoped for: the server said so, nothing is unknown.
var errRefused = errors.New("refused")

// outcome tells what a client knows after a request.
func outcome(err error) fate {
	switch {
	case err == nil:
		return answered
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, errRefused):
		return notTried
	default:
		return unknown
	}
}

// work sends reports, and does things to some of them, until the server is gone.
func (b *ledger) work(addr string, round, client int) {
	c := newClient(addr, fmt.Sprintf("203.%d.%d.%d", round/250, round%250, client+1))
	defer c.http.CloseIdleConnections()
	for i := 0; ; i++ {
		r := &report{key: fmt.Sprintf("kunci-%d-%d-%d", round, client, i), email: i%3 == 0}
		r.body = fmt.Sprintf("Lampu jalan di depan pasar mati sejak minggu lalu, %s.", r.key)
		turn := (i + client) % 4
		err := c.submit(r)
		if r.sent = outcome(err); r.sent != notTried {
			b.mu.Lock()
			b.all = append(b.all, r)
			b.mu.Unlock()
		}
		if err == nil {
			b.done.Add(1)
		}
		if err == nil && turn == 1 {
			err = c.attach(r, client*1000+i)
			r.file = outcome(err)
		}
		if err == nil && turn == 2 {
			err = c.say(r)
			r.reply = outcome(err)
		}
		if err == nil && turn == 3 {
			err = c.verify(r, b.token)
			r.verify = outcome(err)
		}
		if errors.Is(err, errRefused) {
			b.mu.Lock()
			b.no = append(b.no, err)
			b.mu.Unlock()
		}
		if err != nil {
			return
		}
	}
}

// resend does what a careful client does with a submission that was never answered: the same again, under the same key.
func (b *ledger) resend(t *testing.T, addr string) (n int) {
	t.Helper()
	c := newClient(addr, "203.0.113.5")
	for _, r := range b.with(unknown, sent) {
		if err := c.submit(r); err != nil {
			t.Errorf("sending %s again: %v", r.key, err)
			continue
		}
		r.sent = answered
		n++
	}
	return n
}

// until waits until so many submissions more were answered, and a moment longer.
func (b *ledger) until(more int) {
	goal := b.done.Load() + int64(more)
	for deadline := time.Now().Add(30 * time.Second); b.done.Load() < goal && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}
	time.Sleep(time.Duration(rand.IntN(30)) * time.Millisecond)
}

// crowd lets eight clients work until the server is gone; stop waits for them.
func (b *ledger) crowd(addr string, round int) (stop func()) {
	var clients sync.WaitGroup
	for c := range 8 {
		clients.Go(func() { b.work(addr, round, c) })
	}
	return func() {
		waited := make(chan struct{})
		go func() { clients.Wait(); close(waited) }()
		select {
		case <-waited:
		case <-time.After(2 * time.Minute):
			panic("a client hangs")
		}
	}
}
