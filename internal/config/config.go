// Package config holds every setting of the program: one struct whose tags name the flag,
// the environment variable, the default and the help line of each.
//
// Two settings suffice for a city: none at all to try it (SQLite and files in ./tuntas-data)
// and BaseURL to open it to the public. Validate says in plain words what does not fit
// together, all of it at once.
package config

import (
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"path/filepath"
	"strings"
	"time"
)

// Config is every setting, for alecthomas/kong. Secrets are better given by environment
// variable than by flag, because other users of the machine can read flags.
type Config struct {
	Listen        string `name:"listen" env:"TUNTAS_LISTEN" default:"127.0.0.1:8080" help:"Address and port to answer on; :8080 for all networks."`
	MetricsListen string `name:"metrics-listen" env:"TUNTAS_METRICS_LISTEN" help:"Address and port for /metrics; nothing is served when empty."`
	BaseURL       string `name:"base-url" env:"TUNTAS_BASE_URL" help:"Address people type, such as https://lapor.example.go.id; made from listen when empty."`

	Data        string `name:"data" env:"TUNTAS_DATA" default:"tuntas-data" type:"path" help:"Folder for the SQLite database, uploaded files and the key file."`
	DatabaseURL string `name:"database-url" env:"TUNTAS_DATABASE_URL" help:"postgres://user:password@host/name, or sqlite:PATH; SQLite in the data folder when empty."`
	SecretKey   string `name:"secret-key" env:"TUNTAS_SECRET_KEY" help:"32 random bytes in base64 from which all keys are derived; needed with PostgreSQL, else kept in the data folder."`

	SMTPURL  string `name:"smtp-url" env:"TUNTAS_SMTP_URL" help:"Mail server: smtps://user:password@host:465 (TLS), starttls://...:587 (TLS demanded) or smtp://...:25 (TLS when offered)."`
	MailFrom string `name:"mail-from" env:"TUNTAS_MAIL_FROM" help:"Sender of mails, such as 'Tuntas <lapor@example.go.id>'."`

	S3 S3 `embed:"" prefix:"s3-" envprefix:"TUNTAS_S3_"`

	TrustedProxies []string `name:"trusted-proxies" env:"TUNTAS_TRUSTED_PROXIES" sep:"," help:"Networks of reverse proxies whose X-Forwarded-For is believed, such as 10.0.0.0/8."`

	Limits Limits `embed:"" prefix:"limit-" envprefix:"TUNTAS_LIMIT_"`

	LogLevel  string `name:"log-level" env:"TUNTAS_LOG_LEVEL" default:"info" enum:"debug,info,warn,error" help:"Least serious message to log: ${enum}."`
	LogFormat string `name:"log-format" env:"TUNTAS_LOG_FORMAT" default:"text" enum:"text,json" help:"Form of log lines: ${enum}."`
}

// S3 says where files are kept instead of the data folder. It is used when Endpoint is set.
type S3 struct {
	Endpoint  string `name:"endpoint" env:"ENDPOINT" help:"URL of an S3 service to keep files in instead of the data folder."`
	Bucket    string `name:"bucket" env:"BUCKET" help:"Bucket of the S3 service."`
	Prefix    string `name:"prefix" env:"PREFIX" help:"Put before every key in the bucket."`
	Region    string `name:"region" env:"REGION" help:"Region of the S3 service; us-east-1 when empty."`
	AccessKey string `name:"access-key" env:"ACCESS_KEY" help:"Access key of the S3 service."`
	SecretKey string `name:"secret-key" env:"SECRET_KEY" help:"Secret key of the S3 service."`
}

// Limits bound what one sender, and all together, may ask for. The numbers per address are
// generous because mobile networks put thousands of people behind one address.
type Limits struct {
	PerMinute  int           `name:"per-minute" env:"PER_MINUTE" default:"600" help:"Requests a minute from one address."`
	Burst      int           `name:"burst" env:"BURST" default:"200" help:"Requests at once from one address."`
	Submit     int           `name:"submit" env:"SUBMIT" default:"60" help:"Reports an hour from one address."`
	InFlight   int           `name:"in-flight" env:"IN_FLIGHT" default:"512" help:"Requests worked on at once; more are asked to come back."`
	BodyKB     int           `name:"body-kb" env:"BODY_KB" default:"1024" help:"Largest form in kilobytes, files not counted."`
	UploadMB   int           `name:"upload-mb" env:"UPLOAD_MB" default:"50" help:"Largest form with files, in megabytes."`
	MinFreeMB  int           `name:"min-free-mb" env:"MIN_FREE_MB" default:"512" help:"Room to leave on the disk, in megabytes; uploads are refused before it is used."`
	Shutdown   time.Duration `name:"shutdown" env:"SHUTDOWN" default:"20s" help:"Longest wait for running requests when stopping."`
	SessionMax time.Duration `name:"session-max" env:"SESSION_MAX" default:"12h" help:"Longest sign-in of an officer."`
	Idle       time.Duration `name:"idle" env:"IDLE" default:"30m" help:"An officer is signed out after this long without a request."`
	Invitation time.Duration `name:"invitation" env:"INVITATION" default:"168h" help:"How long the link of an invitation can be opened; it ends with the last day that begins within that."`
}

// Postgres tells whether the database is PostgreSQL.
func (c *Config) Postgres() bool {
	return strings.HasPrefix(c.DatabaseURL, "postgres://") || strings.HasPrefix(c.DatabaseURL, "postgresql://")
}

// Files is the folder uploaded files are kept in when there is no S3.
func (c *Config) Files() string { return filepath.Join(c.Data, "files") }

// Base is the address people type, without a slash at the end. It is made from Listen when
// BaseURL is empty.
func (c *Config) Base() string {
	if c.BaseURL != "" {
		return strings.TrimRight(c.BaseURL, "/")
	}
	host, port, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return "http://" + c.Listen
	}
	if ip, err := netip.ParseAddr(host); host == "" || (err == nil && ip.IsUnspecified()) {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// HTTPS tells whether people reach the program over HTTPS.
func (c *Config) HTTPS() bool { return strings.HasPrefix(c.Base(), "https://") }

// Proxies returns TrustedProxies as networks. A single address is a network of one.
func (c *Config) Proxies() ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, s := range c.TrustedProxies {
		s = strings.TrimSpace(s)
		if s == "" {
			continue
		}
		if a, err := netip.ParseAddr(s); err == nil {
			out = append(out, netip.PrefixFrom(a.Unmap(), a.Unmap().BitLen()))
			continue
		}
		p, err := netip.ParsePrefix(s)
		if err != nil {
			return nil, fmt.Errorf("trusted-proxies: %q is neither an address nor a network such as 10.0.0.0/8", s)
		}
		out = append(out, p.Masked())
	}
	return out, nil
}

// Sender is MailFrom taken apart.
func (c *Config) Sender() (*mail.Address, error) {
	a, err := mail.ParseAddress(c.MailFrom)
	if err != nil {
		return nil, fmt.Errorf("mail-from: %q is not a mail address such as 'Tuntas <lapor@example.go.id>'", c.MailFrom)
	}
	return a, nil
}

// parseURL takes a URL apart and never repeats it in an error, because it may hold a password.
func parseURL(setting, s string, schemes ...string) (*url.URL, error) {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		return nil, fmt.Errorf("%s: this is not an address of the form %s://host", setting, schemes[0])
	}
	for _, scheme := range schemes {
		if u.Scheme == scheme {
			return u, nil
		}
	}
	return nil, fmt.Errorf("%s: the address has to begin with %s://", setting, strings.Join(schemes, ":// or "))
}
