package email_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	stdmail "net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
	"github.com/jhillyerd/enmime/v2"

	"tuntas/internal/channel"
	"tuntas/internal/channel/email"
)

// post is a mail server that keeps what it gets and fails on demand.
type post struct {
	mu       sync.Mutex
	got      []string // raw mails
	to       []string
	from     string
	user     string
	secure   bool // the last mail came over TLS
	open     int  // connections
	failMail error
	failRcpt error
	failData error
	hang     chan struct{} // holds a mail until closed
}

func (p *post) NewSession(c *smtp.Conn) (smtp.Session, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.open++
	_, p.secure = c.TLSConnectionState()
	return &visit{p}, nil
}

type visit struct{ p *post }

func (v *visit) Reset() {}

func (v *visit) Logout() error {
	v.p.mu.Lock()
	defer v.p.mu.Unlock()
	v.p.open--
	return nil
}

func (v *visit) Mail(from string, _ *smtp.MailOptions) error {
	v.p.mu.Lock()
	defer v.p.mu.Unlock()
	v.p.from = from
	return v.p.failMail
}

func (v *visit) Rcpt(to string, _ *smtp.RcptOptions) error {
	v.p.mu.Lock()
	defer v.p.mu.Unlock()
	v.p.to = append(v.p.to, to)
	return v.p.failRcpt
}

func (v *visit) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	v.p.mu.Lock()
	hang := v.p.hang
	v.p.mu.Unlock()
	if hang != nil {
		<-hang
	}
	v.p.mu.Lock()
	defer v.p.mu.Unlock()
	if v.p.failData != nil {
		return v.p.failData
	}
	v.p.got = append(v.p.got, string(b))
	return nil
}

func (v *visit) AuthMechanisms() []string { return []string{sasl.Plain} }

func (v *visit) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if password != "kata-sandi" {
			return errors.New("no")
		}
		v.p.mu.Lock()
		defer v.p.mu.Unlock()
		v.p.user = user
		return nil
	}), nil
}

// identity makes a certificate for 127.0.0.1 and what trusts it.
func identity(t *testing.T) (server, client *tls.Config) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	cert := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, cert, cert, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, &tls.Config{RootCAs: pool}
}

// run starts a server: with TLS from the start, offering STARTTLS, or with neither.
func (p *post) run(t *testing.T, conf *tls.Config, fromStart bool) (addr string) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := smtp.NewServer(p)
	srv.Domain = "localhost"
	srv.AllowInsecureAuth = true
	srv.EnableSMTPUTF8 = true
	srv.ErrorLog = discard{}
	if fromStart {
		ln = tls.NewListener(ln, conf)
	} else {
		srv.TLSConfig = conf
	}
	done := make(chan struct{})
	go func() { defer close(done); _ = srv.Serve(ln) }()
	t.Cleanup(func() { _ = srv.Close(); <-done })
	return ln.Addr().String()
}

type discard struct{}

func (discard) Printf(string, ...any) {}
func (discard) Println(...any)        {}

func sender(t *testing.T, url string, conf *tls.Config) *email.Sender {
	t.Helper()
	s, err := email.New(email.Options{URL: url, From: &stdmail.Address{Name: "Tuntas Kota Örëbro", Address: "lapor@example.go.id"},
		Host: "lapor.example.go.id", Timeout: 5 * time.Second, TLS: conf})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func message() channel.Message {
	return channel.Message{ID: "notice-812.1", To: "warga@example.org", Subject: "Laporan Anda diteruskan ✓", Lang: "id",
		Text: "Laporan Anda sudah diteruskan.\n.titik di awal baris\nSelesai.", HTML: "<p>Laporan Anda sudah <b>diteruskan</b>.</p>"}
}

// A mail arrives whole, in both forms, with the same Message-ID at every try.
func TestSend(t *testing.T) {
	p := &post{}
	s := sender(t, "smtp://"+p.run(t, nil, false), nil)
	for range 2 {
		if err := s.Send(context.Background(), message()); err != nil {
			t.Fatal(err)
		}
	}
	if len(p.got) != 2 || p.from != "lapor@example.go.id" || p.to[0] != "warga@example.org" {
		t.Fatalf("%d mails from %s to %v", len(p.got), p.from, p.to)
	}
	for _, raw := range p.got {
		m, err := enmime.ReadEnvelope(strings.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		for header, want := range map[string]string{
			"Message-Id": "<notice-812.1@lapor.example.go.id>", "Subject": "Laporan Anda diteruskan ✓", "To": "<warga@example.org>",
			"Auto-Submitted": "auto-generated", "Content-Language": "id",
		} {
			if got := m.GetHeader(header); got != want {
				t.Errorf("%s: %q, want %q", header, got, want)
			}
		}
		if from, err := stdmail.ParseAddress(m.GetHeader("From")); err != nil || from.Name != "Tuntas Kota Örëbro" {
			t.Errorf("From: %v, %v", from, err)
		}
		if strings.ReplaceAll(strings.TrimSpace(m.Text), "\r\n", "\n") != message().Text || !strings.Contains(m.HTML, "<b>diteruskan</b>") {
			t.Errorf("text %q, HTML %q", m.Text, m.HTML)
		}
		if strings.Contains(raw, "User-Agent") || strings.Contains(raw, "X-Mailer") {
			t.Error("the mail tells which program sent it")
		}
	}
}

// Whatever somebody puts into a text, it makes no header and no second recipient.
func TestHeaderInjection(t *testing.T) {
	p := &post{}
	s := sender(t, "smtp://"+p.run(t, nil, false), nil)
	m := message()
	m.Subject = "Halo\r\nBcc: korban@example.org\r\n\r\n<script>"
	m.Lang = "id\r\nX-Evil: 1"
	if err := s.Send(context.Background(), m); err != nil {
		t.Fatal(err)
	}
	read, err := stdmail.ReadMessage(strings.NewReader(p.got[0]))
	if err != nil {
		t.Fatal(err)
	}
	if read.Header.Get("Bcc") != "" || read.Header.Get("X-Evil") != "" || len(p.to) != 1 {
		t.Errorf("headers %v, recipients %v", read.Header, p.to)
	}
	for _, to := range []string{"", "warga", "a@example.org, b@example.org", "a@example.org\r\nRCPT TO:<b@example.org>", "Nama <a@example.org>",
		"a@example.org\n", " a@example.org", "a@exam ple.org", "a@b@c", "<a@example.org>"} {
		m := message()
		m.To = to
		if err := s.Send(context.Background(), m); !channel.IsPermanent(err) {
			t.Errorf("To %q: %v, want a permanent error", to, err)
		} else if to != "" && strings.Contains(err.Error(), strings.TrimSpace(to)) {
			t.Errorf("the error repeats the address: %v", err)
		}
	}
	for _, id := range []string{"", "a b", "a\r\nX: 1", "a>b", "a@b"} {
		m := message()
		m.ID = id
		if err := s.Send(context.Background(), m); !channel.IsPermanent(err) {
			t.Errorf("ID %q: %v, want a permanent error", id, err)
		}
	}
	m = message()
	m.Text = ""
	if err := s.Send(context.Background(), m); !channel.IsPermanent(err) {
		t.Errorf("no text: %v", err)
	}
	if len(p.got) != 1 {
		t.Errorf("%d mails went out, want the first one only", len(p.got))
	}
}

// 4xx may pass and 5xx will not; neither repeats what servers say about the recipient.
func TestFailures(t *testing.T) {
	say := func(code int) error {
		return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 1, 1}, Message: "warga@example.org: no such person"}
	}
	for _, tt := range []struct {
		name      string
		set       func(*post)
		permanent bool
		says      string
	}{
		{"mailbox full", func(p *post) { p.failRcpt = say(452) }, false, "452 4.1.1"},
		{"no such mailbox", func(p *post) { p.failRcpt = say(550) }, true, "550 5.1.1"},
		{"greylisted", func(p *post) { p.failRcpt = say(451) }, false, "451"},
		{"spam", func(p *post) { p.failData = say(554) }, true, "554"},
		{"try later after data", func(p *post) { p.failData = say(451) }, false, "451"},
		{"we may not send: the operator's affair", func(p *post) { p.failMail = say(550) }, false, "550"},
		{"busy", func(p *post) { p.failMail = say(421) }, false, "421"},
	} {
		p := &post{}
		tt.set(p)
		err := sender(t, "smtp://"+p.run(t, nil, false), nil).Send(context.Background(), message())
		if err == nil || channel.IsPermanent(err) != tt.permanent || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v", tt.name, err)
		} else if strings.Contains(err.Error(), "warga") || strings.Contains(err.Error(), "person") {
			t.Errorf("%s: the error tells who: %v", tt.name, err)
		}
	}
}

// A server that is not there, hangs up or says nonsense is a temporary failure, and no
// connection is left open.
func TestUnreachable(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := ln.Addr().String()
	_ = ln.Close()
	if err := sender(t, "smtp://"+addr, nil).Send(context.Background(), message()); err == nil || channel.IsPermanent(err) {
		t.Errorf("nobody there: %v", err)
	}
	for _, greeting := range []string{"", "HTTP/1.1 400 Bad Request\r\n\r\n", "554 go away\r\n", "220 hello\r\n"} {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			if conn, err := ln.Accept(); err == nil {
				_, _ = io.WriteString(conn, greeting)
				_ = conn.Close()
			}
		}()
		if err := sender(t, "smtp://"+ln.Addr().String(), nil).Send(context.Background(), message()); err == nil || channel.IsPermanent(err) {
			t.Errorf("a server that says %q: %v", greeting, err)
		}
		_ = ln.Close()
	}
}

// A job that is told to stop does not wait for a server that hangs.
func TestCancel(t *testing.T) {
	p := &post{hang: make(chan struct{})}
	defer close(p.hang)
	s := sender(t, "smtp://"+p.run(t, nil, false), nil)
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	began := time.Now()
	if err := s.Send(ctx, message()); err == nil || channel.IsPermanent(err) || time.Since(began) > 3*time.Second {
		t.Errorf("after %v: %v", time.Since(began), err)
	}
}

// TLS is what the address of the server says, and a password goes over TLS or nowhere.
func TestTLSAndPassword(t *testing.T) {
	serverTLS, clientTLS := identity(t)
	for _, tt := range []struct {
		name, scheme, user string
		offer              *tls.Config
		fromStart          bool
		trust              *tls.Config
		works, secure      bool
	}{
		{"smtps", "smtps", "", serverTLS, true, clientTLS, true, true},
		{"smtps with password", "smtps", "tuntas:kata-sandi@", serverTLS, true, clientTLS, true, true},
		{"smtps, unknown certificate", "smtps", "", serverTLS, true, nil, false, false},
		{"smtps, but the server has no TLS", "smtps", "", nil, false, clientTLS, false, false},
		{"starttls", "starttls", "", serverTLS, false, clientTLS, true, true},
		{"starttls with password", "starttls", "tuntas:kata-sandi@", serverTLS, false, clientTLS, true, true},
		{"starttls, not offered", "starttls", "", nil, false, clientTLS, false, false},
		{"starttls, unknown certificate", "starttls", "", serverTLS, false, nil, false, false},
		{"smtp, offered", "smtp", "", serverTLS, false, clientTLS, true, true},
		{"smtp, not offered", "smtp", "", nil, false, nil, true, false},
		{"wrong password", "smtps", "tuntas:salah@", serverTLS, true, clientTLS, false, false},
	} {
		p := &post{}
		s := sender(t, tt.scheme+"://"+tt.user+p.run(t, tt.offer, tt.fromStart), tt.trust)
		err := s.Send(context.Background(), message())
		if (err == nil) != tt.works || channel.IsPermanent(err) {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if err != nil && (strings.Contains(err.Error(), "salah") || len(p.got) > 0) {
			t.Errorf("%s: %v, %d mails", tt.name, err, len(p.got))
		}
		if tt.works && (p.secure != tt.secure || (p.user == "tuntas") != (tt.user != "")) {
			t.Errorf("%s: TLS %v, signed in as %q", tt.name, p.secure, p.user)
		}
	}
}

// No connection stays open, however a sending ends.
func TestNoConnectionLeft(t *testing.T) {
	serverTLS, clientTLS := identity(t)
	p := &post{}
	addr := p.run(t, serverTLS, true)
	for _, user := range []string{"", "tuntas:kata-sandi@", "tuntas:salah@"} {
		_ = sender(t, "smtps://"+user+addr, clientTLS).Send(context.Background(), message())
	}
	deadline := time.Now().Add(5 * time.Second)
	for {
		p.mu.Lock()
		open := p.open
		p.mu.Unlock()
		if open == 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d connections left open", open)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func TestNew(t *testing.T) {
	from := &stdmail.Address{Address: "a@example.org"}
	for url, ok := range map[string]bool{
		"smtp://h": true, "smtps://h:465": true, "starttls://u:p@h": true, "": false, "h:25": false, "http://h": false, "smtp://": false,
		"smtp://u:hunter2@h:x": false, "smtp://u:hunter2%zz@h": false,
	} {
		_, err := email.New(email.Options{URL: url, From: from})
		if (err == nil) != ok {
			t.Errorf("New(%q): %v", url, err)
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("the password is repeated: %v", err)
		}
	}
	for _, from := range []*stdmail.Address{nil, {Address: "nobody"}, {Address: "a@b\r\nX: 1"}} {
		if _, err := email.New(email.Options{URL: "smtp://h", From: from}); err == nil {
			t.Errorf("New from %v", from)
		}
	}
}

func ExampleSender() {
	s, err := email.New(email.Options{URL: "starttls://user:password@mail.example.go.id",
		From: &stdmail.Address{Name: "Tuntas", Address: "lapor@example.go.id"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	err = s.Send(context.Background(), channel.Message{ID: "n1", To: "not an address", Text: "Halo"})
	fmt.Println(err, channel.IsPermanent(err))
	// Output: email: the destination is no mail address true
}
