package casework

import (
	"encoding/base64"
	"encoding/json"
	"time"

	"tuntas/internal/civic"
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
// old, or is another report's.
func (c *Casework) OpenPass(sealed string, code civic.TrackingCode) (who civic.Actor, ok bool) {
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil || sealed == "" {
		return civic.Actor{}, false
	}
	b, err := c.vault.Open("pass", raw)
	if err != nil {
		return civic.Actor{}, false
	}
	var p pass
	if json.Unmarshal(b, &p) != nil || p.Code != code || c.now().UnixMicro() > p.Until {
		return civic.Actor{}, false
	}
	return civic.ReporterActor(p.Report), true
}
