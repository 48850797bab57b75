package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strings"
)

// Validate returns everything that is wrong with the settings, one sentence each, or nil.
// kong calls it after parsing.
func (c *Config) Validate() error {
	return errors.Join(
		listen("listen", c.Listen),
		c.metrics(), c.base(), c.database(), c.mail(), c.s3(), c.proxies(), c.Limits.validate(),
	)
}

func listen(setting, addr string) error {
	if _, port, err := net.SplitHostPort(addr); err != nil || port == "" {
		return fmt.Errorf("%s: %q is not of the form address:port, such as 127.0.0.1:8080 or :8080", setting, addr)
	}
	return nil
}

func (c *Config) metrics() error {
	if c.MetricsListen == "" {
		return nil
	}
	if c.MetricsListen == c.Listen {
		return errors.New("metrics-listen: needs a port of its own, so that the public cannot read the figures")
	}
	return listen("metrics-listen", c.MetricsListen)
}

func (c *Config) base() error {
	if c.BaseURL == "" {
		return nil
	}
	u, err := parseURL("base-url", c.BaseURL, "https", "http")
	if err != nil {
		return err
	}
	if strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return errors.New("base-url: give only the scheme, host and port; Tuntas needs a host of its own")
	}
	return nil
}

func (c *Config) database() error {
	if c.Data == "" {
		return errors.New("data: a folder is needed")
	}
	if info, err := os.Stat(c.Data); err == nil && !info.IsDir() {
		return fmt.Errorf("data: %s is a file, not a folder", c.Data)
	}
	switch {
	case c.DatabaseURL == "", strings.HasPrefix(c.DatabaseURL, "sqlite:"):
		if c.SecretKey == "" {
			return nil
		}
	case c.Postgres():
		// A server on this machine may be named by its socket folder: postgres:///name?host=/run/postgresql
		if u, err := url.Parse(c.DatabaseURL); err != nil || u.Query().Get("host") == "" {
			if _, err := parseURL("database-url", c.DatabaseURL, "postgres", "postgresql"); err != nil {
				return err
			}
		}
		if c.SecretKey == "" {
			return errors.New("secret-key: is needed with PostgreSQL, because every process must have the same; " +
				"make one with: openssl rand -base64 32")
		}
	default:
		return errors.New("database-url: has to begin with postgres://, or with sqlite: and a path")
	}
	_, err := decodeKey(c.SecretKey)
	return err
}

func (c *Config) mail() error {
	if c.SMTPURL == "" {
		return nil
	}
	if _, err := parseURL("smtp-url", c.SMTPURL, "smtps", "starttls", "smtp"); err != nil {
		return err
	}
	if c.MailFrom == "" {
		return errors.New("mail-from: is needed when smtp-url is set")
	}
	_, err := c.Sender()
	return err
}

func (c *Config) s3() error {
	if c.S3 == (S3{}) {
		return nil
	}
	if c.S3.Endpoint == "" || c.S3.Bucket == "" || c.S3.AccessKey == "" || c.S3.SecretKey == "" {
		return errors.New("s3: endpoint, bucket, access-key and secret-key are needed together")
	}
	_, err := parseURL("s3-endpoint", c.S3.Endpoint, "https", "http")
	return err
}

func (c *Config) proxies() error {
	_, err := c.Proxies()
	return err
}

func (l Limits) validate() error {
	for _, v := range []struct {
		name string
		n    int64
	}{
		{"per-minute", int64(l.PerMinute)}, {"burst", int64(l.Burst)}, {"submit", int64(l.Submit)},
		{"in-flight", int64(l.InFlight)}, {"body-kb", int64(l.BodyKB)}, {"upload-mb", int64(l.UploadMB)},
		{"min-free-mb", int64(l.MinFreeMB)}, {"shutdown", int64(l.Shutdown)},
		{"session-max", int64(l.SessionMax)}, {"idle", int64(l.Idle)}, {"invitation", int64(l.Invitation)},
	} {
		if v.n <= 0 {
			return fmt.Errorf("limit-%s: has to be more than 0", v.name)
		}
	}
	if l.Idle > l.SessionMax {
		return errors.New("limit-idle: cannot be longer than limit-session-max")
	}
	return nil
}
