package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/dossier"
)

type dossierCmd struct {
	Verify dossierVerifyCmd `cmd:"" help:"Find out whether a dossier is as it was issued."`
}

type dossierVerifyCmd struct {
	File string `arg:"" type:"existingfile" help:"The ZIP, or dossier.json with dossier.json.sig beside it."`
	Key  string `help:"The public key to compare with: base64, hexadecimal, or the address where it is published, such as https://tuntas.example/dossier/key."`
	JSON bool   `name:"json" help:"Print one JSON object instead of words."`
}

// errChanged makes the command end with 1; what is wrong has been printed.
var errChanged = errors.New("this dossier is not as it was issued")

// Run prints what it found. The exit code is 0 when the dossier is as it was issued, else 1.
func (c *dossierVerifyCmd) Run(ctx context.Context) error {
	v, err := c.look(ctx)
	if err != nil {
		return err
	}
	if v.Alien && !c.JSON {
		return errAlien
	}
	if c.JSON {
		enc := json.NewEncoder(os.Stdout)
		enc.SetIndent("", "  ")
		err = enc.Encode(v)
	} else {
		_, err = io.WriteString(os.Stdout, verdictWords(&v))
	}
	if err != nil {
		return err
	}
	if !v.OK {
		return errChanged
	}
	return nil
}

// errAlien makes the command end with 1 where there is nothing to look at.
var errAlien = errors.New(dossier.Alien)

func (c *dossierVerifyCmd) look(ctx context.Context) (v dossier.Verdict, err error) {
	f, err := os.Open(c.File)
	if err != nil {
		return v, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return v, err
	}
	begin := make([]byte, 2)
	if n, _ := f.ReadAt(begin, 0); n == 2 && string(begin) == "PK" {
		return c.compared(ctx, func(known ed25519.PublicKey) dossier.Verdict { return dossier.CheckZIP(f, info.Size(), known) })
	}
	text, err := io.ReadAll(f)
	if err != nil {
		return v, err
	}
	if !dossier.IsJSON(text) {
		return dossier.Verdict{Alien: true, Problems: []string{dossier.Alien}}, nil
	}
	sig, err := os.ReadFile(c.File + dossier.SigEnd)
	if err != nil {
		return v, fmt.Errorf("a dossier.json needs its signature beside it: %w", err)
	}
	return c.compared(ctx, func(known ed25519.PublicKey) dossier.Verdict { return dossier.CheckJSON(text, sig, known) })
}

// compared looks once to learn which key is named, and again with that key from where it is published.
func (c *dossierVerifyCmd) compared(ctx context.Context, check func(ed25519.PublicKey) dossier.Verdict) (dossier.Verdict, error) {
	v := check(nil)
	if c.Key == "" || v.KeyID == "" {
		return v, nil
	}
	known, err := c.known(ctx, v.KeyID)
	if errors.Is(err, dossier.ErrNoKey) {
		v.OK, v.Problems = false, append(v.Problems, fmt.Sprintf("%s does not publish the key %s", c.Key, v.KeyID))
		return v, nil
	}
	if err != nil {
		return v, err
	}
	return check(known), nil
}

// known reads the key to compare with.
func (c *dossierVerifyCmd) known(ctx context.Context, id string) (ed25519.PublicKey, error) {
	if !strings.HasPrefix(c.Key, "https://") && !strings.HasPrefix(c.Key, "http://") {
		return dossier.ParseKey(c.Key)
	}
	ctx, stop := context.WithTimeout(ctx, 30*time.Second)
	defer stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.Key, nil)
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err = errors.Join(err, resp.Body.Close()); err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answers %s", c.Key, resp.Status)
	}
	return dossier.FindKey(body, id)
}

// verdictWords says what was found to people.
func verdictWords(v *dossier.Verdict) string {
	var b bytes.Buffer
	if v.OK {
		fmt.Fprintln(&b, "OK: this dossier is as it was issued.")
	} else {
		fmt.Fprintln(&b, "NOT OK: this dossier is not as it was issued.")
		for _, p := range v.Problems {
			fmt.Fprintln(&b, "  -", p)
		}
	}
	if v.Report != "" {
		fmt.Fprintf(&b, "Report %s, for %s, issued %s\n", v.Report, v.To, v.IssuedAt.In(civic.WIB.Location()).Format("2 January 2006 15:04 MST"))
		fmt.Fprintf(&b, "SHA-256 %s\nFiles   %d\nKey     %s\n", v.Hash, v.Files, v.KeyID)
	}
	if v.OK && !v.KeyKnown {
		fmt.Fprintln(&b, "The key was not compared with anything. It is published by whoever issued the dossier:")
		fmt.Fprintln(&b, "  tuntas dossier verify --key "+keyAddress(v.VerifyAt)+" FILE")
	}
	return b.String()
}

// keyAddress is where the keys of the installation are that a dossier's page belongs to.
func keyAddress(page string) string {
	if i := strings.LastIndex(page, "/"); i > 0 {
		return page[:i] + "/key"
	}
	return "https://.../dossier/key"
}
