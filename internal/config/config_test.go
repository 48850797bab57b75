package config_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"tuntas/internal/config"
)

// parse reads settings the way the command does.
func parse(t *testing.T, args ...string) (*config.Config, error) {
	t.Helper()
	var cli struct {
		config.Config `embed:""`
	}
	k, err := kong.New(&cli, kong.Exit(func(int) { t.Fatal("exit") }), kong.Writers(&bytes.Buffer{}, &bytes.Buffer{}))
	if err != nil {
		t.Fatal(err)
	}
	_, err = k.Parse(args)
	return &cli.Config, err
}

func TestDefaults(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	c, err := parse(t)
	if err != nil {
		t.Fatalf("the defaults are not valid: %v", err)
	}
	if c.Listen != "127.0.0.1:8080" || c.Data != filepath.Join(dir, "tuntas-data") || c.Postgres() || c.HTTPS() {
		t.Errorf("defaults: %+v", c)
	}
	if c.Base() != "http://127.0.0.1:8080" || c.Files() != filepath.Join(c.Data, "files") {
		t.Errorf("Base = %q, Files = %q", c.Base(), c.Files())
	}
	if c.Limits.Shutdown != 20*time.Second || c.LogFormat != "text" || c.MetricsListen != "" {
		t.Errorf("defaults: %+v", c)
	}
}

// Every setting can be given by environment, and its name begins with TUNTAS_.
func TestEnvironment(t *testing.T) {
	key := base64.StdEncoding.EncodeToString(make([]byte, 32))
	for k, v := range map[string]string{
		"LISTEN": ":80", "METRICS_LISTEN": "127.0.0.1:9100", "BASE_URL": "https://lapor.example.go.id/", "DATA": "/srv/tuntas",
		"DATABASE_URL": "postgres://u:p@db/tuntas", "SECRET_KEY": key,
		"SMTP_URL": "smtps://u:p@mail", "MAIL_FROM": "Tuntas <lapor@example.go.id>",
		"S3_ENDPOINT": "https://s3", "S3_BUCKET": "b", "S3_ACCESS_KEY": "a", "S3_SECRET_KEY": "s", "S3_PREFIX": "p/", "S3_REGION": "r",
		"TRUSTED_PROXIES": "10.0.0.0/8,::1", "LIMIT_PER_MINUTE": "7", "LIMIT_SESSION_MAX": "8h", "LOG_LEVEL": "debug", "LOG_FORMAT": "json",
	} {
		t.Setenv("TUNTAS_"+k, v)
	}
	c, err := parse(t)
	if err != nil {
		t.Fatal(err)
	}
	want := config.S3{Endpoint: "https://s3", Bucket: "b", Prefix: "p/", Region: "r", AccessKey: "a", SecretKey: "s"}
	if c.Listen != ":80" || c.MetricsListen != "127.0.0.1:9100" || c.Base() != "https://lapor.example.go.id" || !c.HTTPS() ||
		c.Data != "/srv/tuntas" || !c.Postgres() || c.SecretKey != key || c.S3 != want || c.Limits.PerMinute != 7 ||
		c.Limits.SessionMax != 8*time.Hour || c.LogLevel != "debug" || c.LogFormat != "json" {
		t.Errorf("read %+v", c)
	}
	from, err := c.Sender()
	if err != nil || from.Name != "Tuntas" || from.Address != "lapor@example.go.id" {
		t.Errorf("Sender = %v, %v", from, err)
	}
	nets, err := c.Proxies()
	if err != nil || !slices.Equal(nets, []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128")}) {
		t.Errorf("Proxies = %v, %v", nets, err)
	}
}

// What is wrong is said in words that name the setting and never repeat a secret.
func TestValidate(t *testing.T) {
	const secret = "hunter2"
	key := base64.StdEncoding.EncodeToString(make([]byte, 32))
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"--listen=8080"}, "listen:"},
		{[]string{"--listen=localhost:"}, "listen:"},
		{[]string{"--listen=:1", "--metrics-listen=:1"}, "metrics-listen:"},
		{[]string{"--metrics-listen=9100"}, "metrics-listen:"},
		{[]string{"--base-url=lapor.go.id"}, "base-url:"},
		{[]string{"--base-url=ftp://lapor.go.id"}, "base-url:"},
		{[]string{"--base-url=https://lapor.go.id/tuntas"}, "base-url:"},
		{[]string{"--database-url=mysql://u:" + secret + "@h/d"}, "database-url:"},
		{[]string{"--database-url=postgres://u:" + secret + "@h/d"}, "secret-key:"},
		{[]string{"--database-url=postgres://u:" + secret + "%zz@h/d", "--secret-key=" + key}, "database-url:"},
		{[]string{"--secret-key=" + secret}, "secret-key:"},
		{[]string{"--smtp-url=http://u:" + secret + "@h"}, "smtp-url:"},
		{[]string{"--smtp-url=smtps://u:" + secret + "@h"}, "mail-from:"},
		{[]string{"--smtp-url=smtps://h", "--mail-from=nobody"}, "mail-from:"},
		{[]string{"--s3-endpoint=https://s3", "--s3-secret-key=" + secret}, "s3:"},
		{[]string{"--s3-endpoint=s3", "--s3-bucket=b", "--s3-access-key=a", "--s3-secret-key=" + secret}, "s3-endpoint:"},
		{[]string{"--trusted-proxies=10.0.0.0/99"}, "trusted-proxies:"},
		{[]string{"--limit-burst=0"}, "limit-burst:"},
		{[]string{"--limit-idle=13h"}, "limit-idle:"},
		{[]string{"--log-level=loud"}, "log-level"},
	} {
		_, err := parse(t, tt.args...)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%v: %v, want something about %s", tt.args, err, tt.want)
		} else if strings.Contains(err.Error(), secret) {
			t.Errorf("%v: the secret is repeated: %v", tt.args, err)
		}
	}
	_, err := parse(t, "--listen=x", "--base-url=y", "--limit-burst=-1")
	for _, want := range []string{"listen:", "base-url:", "limit-burst:"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("not all at once: %v misses %s", err, want)
		}
	}
}

// A PostgreSQL on the same machine may be named by the folder of its socket.
func TestSocketURL(t *testing.T) {
	key := base64.StdEncoding.EncodeToString(make([]byte, 32))
	if _, err := parse(t, "--database-url=postgres:///tuntas?host=/run/postgresql", "--secret-key="+key); err != nil {
		t.Error(err)
	}
	if _, err := parse(t, "--database-url=postgres:///tuntas", "--secret-key="+key); err == nil {
		t.Error("an address without a host was taken")
	}
}

func TestBase(t *testing.T) {
	for listen, want := range map[string]string{
		":8080": "http://localhost:8080", "0.0.0.0:80": "http://localhost:80", "[::]:80": "http://localhost:80",
		"192.0.2.1:80": "http://192.0.2.1:80", "[2001:db8::1]:80": "http://[2001:db8::1]:80",
	} {
		if got := (&config.Config{Listen: listen}).Base(); got != want {
			t.Errorf("Base of %s = %s, want %s", listen, got, want)
		}
	}
}

func TestKeys(t *testing.T) {
	k, err := config.NewKeys(bytes.Repeat([]byte{7}, 32))
	if err != nil {
		t.Fatal(err)
	}
	all := [][]byte{k.Vault(), k.PIN(), k.Session(), k.Client(), k.Sub("other")}
	for i, a := range all {
		if len(a) != config.KeyLen {
			t.Errorf("key %d has %d bytes", i, len(a))
		}
		for _, b := range all[i+1:] {
			if bytes.Equal(a, b) {
				t.Error("two purposes have the same key")
			}
		}
	}
	// Derivation must never change: what was encrypted yesterday has to open tomorrow.
	if got := fmt.Sprintf("%x", k.Vault()); got != vaultOfSevens {
		t.Errorf("the vault key is now %s", got)
	}
	if s := fmt.Sprintf("%v %+v %#v %s", k, k, k, k); strings.Contains(s, "7 7") || strings.Contains(s, "0x7") || strings.Contains(s, "\a") {
		t.Errorf("keys show themselves: %q", s)
	}
	if _, err := config.NewKeys(make([]byte, 31)); err == nil {
		t.Error("a short key was taken")
	}
}

// The first start makes the key file, later ones read it, and two at once agree.
func TestKeyFile(t *testing.T) {
	c := &config.Config{Data: filepath.Join(t.TempDir(), "new", "data")}
	var wg sync.WaitGroup
	got := make([]config.Keys, 8)
	for i := range got {
		wg.Go(func() {
			k, err := c.Keys(bytes.NewReader(bytes.Repeat([]byte{byte(i + 1)}, 32)))
			if err != nil {
				t.Error(err)
			}
			got[i] = k
		})
	}
	wg.Wait()
	for _, k := range got[1:] {
		if !bytes.Equal(k.PIN(), got[0].PIN()) {
			t.Fatal("two processes have different keys")
		}
	}
	path := filepath.Join(c.Data, "secret.key")
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("key file: %v, %v", info, err)
	}
	if left, _ := filepath.Glob(path + "-*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	given := &config.Config{Data: t.TempDir(), SecretKey: strings.TrimSpace(string(text))}
	if k, err := given.Keys(nil); err != nil || !bytes.Equal(k.Vault(), got[0].Vault()) {
		t.Errorf("the text of the key file given as setting: %v", err)
	}
	url := &config.Config{SecretKey: strings.NewReplacer("+", "-", "/", "_", "=", "").Replace(given.SecretKey)}
	if k, err := url.Keys(nil); err != nil || !bytes.Equal(k.Vault(), got[0].Vault()) {
		t.Errorf("the key in the URL alphabet: %v", err)
	}

	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Keys(nil); err == nil || !strings.Contains(err.Error(), "chmod 600") {
		t.Errorf("a key file others can read: %v", err)
	}
	if err := os.WriteFile(path, []byte("rusak"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Keys(nil); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("a damaged key file: %v", err)
	}
}

// A lost key file beside an existing database is not replaced by one that fits nothing.
func TestKeyFileLost(t *testing.T) {
	c := &config.Config{Data: t.TempDir()}
	if err := os.WriteFile(filepath.Join(c.Data, "tuntas.db"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Keys(bytes.NewReader(make([]byte, 32))); err == nil || !strings.Contains(err.Error(), "backup") {
		t.Errorf("Keys = %v", err)
	}
	if _, err := os.Stat(filepath.Join(c.Data, "secret.key")); err == nil {
		t.Error("a new key was made")
	}
	fresh := &config.Config{Data: t.TempDir()}
	if _, err := fresh.Keys(bytes.NewReader(make([]byte, 5))); err == nil {
		t.Error("a key was made of too little randomness")
	}
	pg := &config.Config{Data: t.TempDir(), DatabaseURL: "postgres://h/d"}
	if _, err := pg.Keys(bytes.NewReader(make([]byte, 32))); err == nil {
		t.Error("PostgreSQL got a key of its own")
	}
}

// vaultOfSevens is the vault key of 32 bytes of 7, worked out with another HKDF.
const vaultOfSevens = "c991ff99c3e0f5ba6d3931432ac6d165b3f7b2e887575f3ce6fe3a07d295fe05"
