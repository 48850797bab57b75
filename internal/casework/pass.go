package casework

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/vault"
)

// PassLife is how long a reporter who has shown the PIN stays let in.
const PassLife = 2 * time.Hour

type pass struct {
	Report civic.ID           `json:"r"`
	Code   civic.TrackingCode `json:"c"`
	Until  int64              `json:"u"` // microseconds UTC
}

// Pass is what a reporter's browser keeps after the PIN was right, so that it need not be typed for every step.
// It is sealed: nobody can make one, and it names the one report it is good for.
func (c *Casework) Pass(code civic.TrackingCode, who civic.Actor) (string, error) {
	b, err := json.Marshal(pass{Report: who.Report, Code: code, Until: c.now().Add(PassLife).UnixMicro()})
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(c.vault.Seal("pass", b)), nil
}

// OpenPass lets the reporter of that code in again. ok is false for a pass that is none, is too
// old, was ended, or is another report's; only for one of this report is the database asked.
// Errors: those of the database.
func (c *Casework) OpenPass(ctx context.Context, sealed string, code civic.TrackingCode) (who civic.Actor, ok bool, err error) {
	p, digest, good := c.readPass(sealed)
	if !good || p.Code != code {
		return civic.Actor{}, false, nil
	}
	ended, err := c.store.PassEnded(ctx, c.store.DB, digest)
	if err != nil || ended {
		return civic.Actor{}, false, err
	}
	return civic.ReporterActor(p.Report), true, nil
}

// EndPass closes a pass before its time, so that a copy of it lets nobody in either. What is no pass, or is
// none any more, needs no ending. Errors: those of the database.
func (c *Casework) EndPass(ctx context.Context, sealed string) error {
	p, digest, good := c.readPass(sealed)
	if !good {
		return nil
	}
	return c.store.EndPass(ctx, digest, p.Until)
}

// readPass opens a pass that has not run out. The digest is of the sealed bytes, each of which the seal
// protects, and not of their spelling: several texts stand for the same bytes.
func (c *Casework) readPass(sealed string) (p pass, digest string, good bool) {
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil || sealed == "" {
		return pass{}, "", false
	}
	b, err := c.vault.Open("pass", raw)
	if err != nil || json.Unmarshal(b, &p) != nil || c.now().UnixMicro() > p.Until {
		return pass{}, "", false
	}
	return p, vault.HashToken(string(raw)), true
}
