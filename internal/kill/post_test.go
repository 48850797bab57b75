package kill

import (
	"io"
	"log"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"
)

// post is a mail server that counts the letters it takes by their id.
type post struct {
	addr string
	mu   sync.Mutex
	got  map[string]int
}

func newPost(t *testing.T) *post {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &post{addr: ln.Addr().String(), got: map[string]int{}}
	server := smtp.NewServer(p)
	server.Domain = "contoh.example"
	server.ErrorLog = log.New(io.Discard, "", 0) // who is killed hangs up without a word
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(ln) // ends when it is closed
	}()
	t.Cleanup(func() {
		_ = server.Close()
		<-done
	})
	return p
}

// NewSession lets anybody in.
func (p *post) NewSession(*smtp.Conn) (smtp.Session, error) { return visit{p}, nil }

// letters returns how many different letters were taken, and how many more than once.
func (p *post) letters() (different, again int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, n := range p.got {
		again += n - 1
	}
	return len(p.got), again
}

func (p *post) has(id string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.got[id] > 0
}

type visit struct{ p *post }

func (visit) Reset()                               {}
func (visit) Logout() error                        { return nil }
func (visit) Mail(string, *smtp.MailOptions) error { return nil }
func (visit) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (v visit) Data(r io.Reader) error {
	m, err := mail.ReadMessage(r)
	if err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, m.Body); err != nil {
		return err
	}
	id, _, _ := strings.Cut(strings.Trim(m.Header.Get("Message-Id"), "<>"), "@")
	v.p.mu.Lock()
	defer v.p.mu.Unlock()
	v.p.got[id]++
	return nil
}
