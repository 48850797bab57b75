// Package email sends messages over SMTP.
//
// The address of the server says how: smtps://user:password@host speaks TLS from the start
// (port 465), starttls://host demands TLS before anything else is said (port 587), and
// smtp://host takes TLS when it is offered (port 25; meant for a server on the same
// machine). A password is never sent without TLS, unless to this machine itself.
//
// Errors hold the server's code and no address: servers repeat the recipient in theirs.
package email

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	stdmail "net/mail"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/wneessen/go-mail"

	"tuntas/internal/channel"
)

// DefaultTimeout bounds every step of talking to the server.
const DefaultTimeout = 30 * time.Second

// Options say where mail goes and who it is from.
type Options struct {
	URL     string           // smtp://, smtps:// or starttls:// with host, and user, password and port if needed
	From    *stdmail.Address // sender of every mail
	Host    string           // our own host name, for Message-ID and HELO; the domain of From when empty
	Timeout time.Duration    // for every step; 0 means DefaultTimeout
	TLS     *tls.Config      // nil trusts the machine's authorities
}

// Sender sends mails. Every message has a connection of its own: a job that fails then
// fails alone.
type Sender struct {
	from   *stdmail.Address
	host   string
	server string
	port   int
	tls    *tls.Config // for smtps only: TLS from the first byte
	opts   []mail.Option
}

var _ channel.Sender = (*Sender)(nil)

// New checks the options. It does not connect yet.
func New(o Options) (*Sender, error) {
	if o.From == nil || !plainAddress(o.From.Address) {
		return nil, errors.New("email: a sender address is needed")
	}
	if o.Host == "" {
		o.Host = o.From.Address[strings.LastIndexByte(o.From.Address, '@')+1:]
	}
	if o.Timeout == 0 {
		o.Timeout = DefaultTimeout
	}
	u, err := url.Parse(o.URL)
	if err != nil || u.Hostname() == "" {
		return nil, errors.New("email: the server's address is not of the form smtps://host") // without repeating its password
	}
	s := &Sender{from: o.From, host: o.Host, server: u.Hostname()}
	conf := &tls.Config{}
	if o.TLS != nil {
		conf = o.TLS.Clone()
	}
	conf.ServerName = s.server
	conf.MinVersion = max(conf.MinVersion, tls.VersionTLS12)
	s.opts = []mail.Option{mail.WithTimeout(o.Timeout), mail.WithHELO(o.Host), mail.WithTLSConfig(conf)}
	switch u.Scheme {
	case "smtps":
		s.port, s.tls = 465, conf
		s.opts = append(s.opts, mail.WithTLSPolicy(mail.TLSOpportunistic)) // it asks whether there is TLS already
	case "starttls":
		s.port = 587
		s.opts = append(s.opts, mail.WithTLSPolicy(mail.TLSMandatory))
	case "smtp":
		s.port = 25
		s.opts = append(s.opts, mail.WithTLSPolicy(mail.TLSOpportunistic))
	default:
		return nil, errors.New("email: the server's address has to begin with smtps://, starttls:// or smtp://")
	}
	if p := u.Port(); p != "" {
		if s.port, err = strconv.Atoi(p); err != nil {
			return nil, errors.New("email: the port of the server is no number")
		}
	}
	s.opts = append(s.opts, mail.WithPort(s.port))
	if password, ok := u.User.Password(); ok {
		s.opts = append(s.opts, mail.WithUsername(u.User.Username()), mail.WithPassword(password),
			mail.WithOpportunisticSMTPAuth(signIns()...))
	}
	if _, err := mail.NewClient(s.server, s.opts...); err != nil {
		return nil, fmt.Errorf("email: %w", err)
	}
	return s, nil
}

// signIns are the ways to sign in, best first. The plain ones the library uses only over TLS
// or to this machine itself. NTLM is left out: servers that offer it want a domain for it.
func signIns() []mail.SMTPAuthType {
	return []mail.SMTPAuthType{mail.SMTPAuthSCRAMSHA256PLUS, mail.SMTPAuthSCRAMSHA256, mail.SMTPAuthSCRAMSHA1PLUS,
		mail.SMTPAuthSCRAMSHA1, mail.SMTPAuthPlain, mail.SMTPAuthLogin, mail.SMTPAuthCramMD5}
}

// Send implements channel.Sender. What the server refuses with 5xx, and an address that is
// none, is permanent; 4xx and everything on the way there is temporary.
func (s *Sender) Send(ctx context.Context, m channel.Message) error {
	msg, err := s.compose(m)
	if err != nil {
		return channel.Permanent(err)
	}
	line := &line{tls: s.tls}
	defer line.close() // the library leaves a connection open when the beginning fails
	client, err := mail.NewClient(s.server, append(s.opts[:len(s.opts):len(s.opts)], mail.WithDialContextFunc(line.dial))...)
	if err != nil {
		return fmt.Errorf("email: %w", err)
	}
	stop := context.AfterFunc(ctx, line.close) // and sends on when nobody waits any more
	defer stop()
	if err := client.DialWithContext(ctx); err != nil {
		return s.dialError(err)
	}
	err = client.Send(msg)
	// A server that took the mail has it, whatever it says when we leave.
	_ = client.Close()
	if msg.IsDelivered() {
		return nil
	}
	return sendError(err)
}

// line is the connection of one message.
type line struct {
	tls  *tls.Config // nil begins without TLS
	mu   sync.Mutex
	conn net.Conn
}

func (l *line) dial(ctx context.Context, network, address string) (net.Conn, error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	if l.tls != nil {
		secure := tls.Client(conn, l.tls)
		if err := secure.HandshakeContext(ctx); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
		conn = secure
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.conn = conn
	return conn, nil
}

// close ends the connection; a second time does nothing.
func (l *line) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.conn != nil {
		_ = l.conn.Close() // what mattered has been said by then
		l.conn = nil
	}
}

// compose builds the mail. Everything that becomes a header is one line by then.
func (s *Sender) compose(m channel.Message) (*mail.Msg, error) {
	if !plainAddress(m.To) {
		return nil, errors.New("email: the destination is no mail address")
	}
	if m.Text == "" {
		return nil, errors.New("email: a message needs a text")
	}
	if m.ID == "" || strings.ContainsFunc(m.ID, func(r rune) bool { return !idRune(r) }) {
		return nil, errors.New("email: a message needs an id of letters, digits, dots and dashes")
	}
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := msg.FromFormat(s.from.Name, s.from.Address); err != nil {
		return nil, errors.New("email: bad sender")
	}
	if err := msg.To(m.To); err != nil {
		return nil, errors.New("email: the destination is no mail address")
	}
	msg.Subject(oneLine(m.Subject))
	msg.SetMessageIDWithValue(m.ID + "@" + s.host)
	msg.SetDate()
	// No out-of-office notes and no answering machines, please.
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	if lang := oneLine(m.Lang); lang != "" {
		msg.SetGenHeader("Content-Language", lang)
	}
	msg.SetBodyString(mail.TypeTextPlain, m.Text)
	if m.HTML != "" {
		msg.AddAlternativeString(mail.TypeTextHTML, m.HTML)
	}
	return msg, nil
}

// dialError says what goes wrong before the mail itself: all of it may pass, also a refused
// password, because it is the operator who will mend it.
func (s *Sender) dialError(err error) error {
	return fmt.Errorf("email: cannot reach or sign in to %s port %d: %w", s.server, s.port, err)
}

// sendError sorts the server's answers and keeps only their codes.
func sendError(err error) error {
	if err == nil {
		return errors.New("email: the server did not take the message")
	}
	send, ok := errors.AsType[*mail.SendError](err)
	if !ok {
		return errors.New("email: the connection broke while sending")
	}
	code := send.ErrorCode()
	said := fmt.Errorf("email: %s: the server answered %d %s", send.Reason, code, send.EnhancedStatusCode())
	// A refused sender is a matter of our settings, which the operator will mend.
	if code >= 500 && code < 600 && send.Reason != mail.ErrSMTPMailFrom {
		return channel.Permanent(said)
	}
	return said
}

// plainAddress tells whether s is one bare mail address: no name, no second address, no
// line break.
func plainAddress(s string) bool {
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }) {
		return false
	}
	a, err := stdmail.ParseAddress(s)
	return err == nil && a.Address == s && a.Name == ""
}

func idRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '-'
}

// oneLine keeps text from making headers of its own.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }), " ")
}
