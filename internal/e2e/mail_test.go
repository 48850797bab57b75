package e2e

import (
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// letter is a mail that arrived.
type letter struct{ id, to, subject, text, raw string }

// mailbox is a mail server that keeps all it is given.
type mailbox struct {
	url     string
	server  *smtp.Server
	mu      sync.Mutex
	letters []letter
}

func openMail() (*mailbox, error) {
	m := &mailbox{}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	m.url = "smtp://" + ln.Addr().String()
	m.server = smtp.NewServer(m)
	m.server.Domain = "localhost"
	m.server.ErrorLog = quiet{}
	go m.server.Serve(ln) // it ends when the box is closed
	return m, nil
}

// quiet says nothing about clients that hang up, as a stopping program does.
type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

func (m *mailbox) close() error { return m.server.Close() }

// NewSession begins the talk with one client.
func (m *mailbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &delivery{box: m}, nil }

// delivery is the talk with one client.
type delivery struct {
	box *mailbox
	to  string
}

// Reset, Logout, Mail, Rcpt and Data are what go-smtp asks of a session.
func (d *delivery) Reset()                                    { d.to = "" }
func (d *delivery) Logout() error                             { return nil }
func (d *delivery) Mail(string, *smtp.MailOptions) error      { return nil }
func (d *delivery) Rcpt(to string, _ *smtp.RcptOptions) error { d.to = to; return nil }
func (d *delivery) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	l, err := readLetter(string(raw))
	if err != nil {
		return err
	}
	l.to = d.to
	d.box.mu.Lock()
	defer d.box.mu.Unlock()
	d.box.letters = append(d.box.letters, l)
	return nil
}

func readLetter(raw string) (letter, error) {
	msg, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		return letter{}, err
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(msg.Header.Get("Subject"))
	if err != nil {
		return letter{}, err
	}
	body := msg.Body
	if strings.EqualFold(msg.Header.Get("Content-Transfer-Encoding"), "quoted-printable") {
		body = quotedprintable.NewReader(body)
	}
	text, err := io.ReadAll(body)
	return letter{id: msg.Header.Get("Message-Id"), subject: subject, text: string(text), raw: raw}, err
}

// to returns what one person got so far, in the order of arrival.
func (m *mailbox) to(address string) []letter {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []letter
	for _, l := range m.letters {
		if l.to == address {
			out = append(out, l)
		}
	}
	return out
}

// expect waits until one person got exactly these subjects, in whatever order, and looks a while longer
// whether one comes twice.
func (m *mailbox) expect(t *testing.T, address string, subjects ...string) {
	t.Helper()
	want := slices.Sorted(slices.Values(subjects))
	got := func() []string {
		var out []string
		for _, l := range m.to(address) {
			out = append(out, l.subject)
		}
		slices.Sort(out)
		return out
	}
	for deadline := time.Now().Add(20 * time.Second); len(got()) < len(want) && time.Now().Before(deadline); {
		time.Sleep(50 * time.Millisecond)
	}
	time.Sleep(1500 * time.Millisecond) // longer than the worker waits between two looks at its queue
	if now := got(); !slices.Equal(now, want) {
		t.Errorf("%s got these letters:\n  %s\nand should have got:\n  %s", address, strings.Join(now, "\n  "), strings.Join(want, "\n  "))
	}
	ids := map[string]bool{}
	for _, l := range m.to(address) {
		if l.id == "" || ids[l.id] {
			t.Errorf("the letter %q has the Message-Id %q, which is empty or was used before", l.subject, l.id)
		}
		ids[l.id] = true
	}
}
