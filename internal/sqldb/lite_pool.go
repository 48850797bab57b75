package sqldb

import (
	"context"
	"errors"
	"sync"
)

// litePool lends reader connections. The last one returned is lent first: its
// caches are warm, and connections that quiet times do not need stay unopened.
type litePool struct {
	open  func() (*liteConn, error)
	slots chan struct{} // one token per connection that may be lent

	mu     sync.Mutex
	idle   []*liteConn
	opened int
	closed bool
}

func newPool(max int, open func() (*liteConn, error)) *litePool {
	return &litePool{open: open, slots: make(chan struct{}, max)}
}

func (p *litePool) get(ctx context.Context) (*liteConn, error) {
	select {
	case p.slots <- struct{}{}:
	default:
		select {
		case p.slots <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		<-p.slots
		return nil, ErrClosed
	}
	if n := len(p.idle); n > 0 {
		c := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.mu.Unlock()
		return c, nil
	}
	p.opened++
	p.mu.Unlock()
	c, err := p.open()
	if err != nil {
		p.mu.Lock()
		p.opened--
		p.mu.Unlock()
		<-p.slots
		return nil, err
	}
	return c, nil
}

func (p *litePool) put(c *liteConn) {
	p.mu.Lock()
	closed := p.closed
	if closed {
		p.opened--
	} else {
		p.idle = append(p.idle, c)
	}
	p.mu.Unlock()
	if closed {
		_ = c.close() // the pool is gone, nobody is left to tell
	}
	<-p.slots
}

// close refuses further callers and waits for lent connections.
func (p *litePool) close() error {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil
	}
	p.closed = true
	idle := p.idle
	p.idle = nil
	p.opened -= len(idle)
	p.mu.Unlock()
	var errs []error
	for _, c := range idle {
		errs = append(errs, c.close())
	}
	for range cap(p.slots) {
		p.slots <- struct{}{}
	}
	for range cap(p.slots) {
		<-p.slots // later callers must find a slot to learn that it is closed
	}
	return errors.Join(errs...)
}

func (p *litePool) stats(s *Stats) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s.ConnsOpen += int64(p.opened)
	s.ConnsBusy += int64(len(p.slots))
}
