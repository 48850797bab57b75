package assets

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// tokens reads the three blocks of colours: light, dark by the device, dark by choice.
func tokens(t *testing.T) (light, device, chosen map[string]string) {
	t.Helper()
	raw, err := os.ReadFile("css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile(`(?s)(:root[^{]*)\{([^}]*)\}`)
	rule := regexp.MustCompile(`--([\w-]+):\s*(#[0-9a-f]{3,6});`)
	var all []map[string]string
	for _, b := range block.FindAllStringSubmatch(string(raw), -1) {
		m := map[string]string{}
		for _, r := range rule.FindAllStringSubmatch(b[2], -1) {
			m[r[1]] = r[2]
		}
		all = append(all, m)
	}
	if len(all) != 3 {
		t.Fatalf("%d blocks of colours, want 3", len(all))
	}
	return all[0], all[1], all[2]
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	h := strings.TrimPrefix(hex, "#")
	if len(h) == 3 {
		h = string([]byte{h[0], h[0], h[1], h[1], h[2], h[2]})
	}
	n, err := strconv.ParseUint(h, 16, 32)
	if err != nil || len(h) != 6 {
		t.Fatalf("colour %q", hex)
	}
	linear := func(shift int) float64 {
		c := float64(n>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(16) + 0.7152*linear(8) + 0.0722*linear(0)
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrast(t *testing.T) {
	light, dark, _ := tokens(t)
	for name, v := range light {
		if _, ok := dark[name]; !ok && name != "accent" && name != "on-accent" {
			t.Errorf("%s has no dark colour", name)
		}
		if _, ok := dark[name]; !ok {
			dark[name] = v
		}
	}
	for _, c := range []struct {
		front, back string
		least       float64
	}{
		{"ink", "bg", 7}, {"ink", "surface", 7}, {"ink", "primary-bg", 7}, {"muted", "bg", 4.5}, {"muted", "surface", 4.5}, {"muted", "primary-bg", 4.5},
		{"link", "bg", 4.5}, {"link", "surface", 4.5}, {"visited", "bg", 4.5}, {"visited", "surface", 4.5}, {"primary", "bg", 4.5}, {"primary", "surface", 4.5}, {"primary", "primary-bg", 4.5},
		{"on-primary", "primary", 4.5}, {"on-primary", "primary-dk", 4.5}, {"hero-ink", "hero", 7}, {"accent", "hero", 3}, {"on-accent", "accent", 7},
		{"ok", "ok-bg", 4.5}, {"info", "info-bg", 4.5}, {"warn", "warn-bg", 4.5}, {"bad", "bad-bg", 4.5}, {"secret", "secret-bg", 4.5}, {"muted", "surface", 4.5},
		{"ink", "info-bg", 7}, {"ink", "warn-bg", 7}, {"ink", "bad-bg", 7}, {"link", "warn-bg", 4.5}, {"link", "bad-bg", 4.5}, {"link", "info-bg", 4.5},
		{"ok", "bg", 4.5}, {"bad", "bg", 4.5}, {"bad", "surface", 4.5}, {"field", "bg", 3}, {"field", "surface", 3}, {"info", "bg", 3}, {"warn", "bg", 3},
	} {
		for theme, m := range map[string]map[string]string{"light": light, "dark": dark} {
			if got := contrast(t, m[c.front], m[c.back]); got < c.least {
				t.Errorf("%s: %s on %s has a contrast of %.2f, at least %.1f", theme, c.front, c.back, got, c.least)
			}
		}
	}
	// The focus ring is ink with an amber halo: one of them stands out anywhere.
	for theme, m := range map[string]map[string]string{"light": light, "dark": dark} {
		for _, back := range []string{"bg", "surface", "hero", "primary-bg"} {
			if max(contrast(t, m["ink"], m[back]), contrast(t, m["accent"], m[back])) < 3 {
				t.Errorf("%s: the focus ring does not show on %s", theme, back)
			}
		}
	}
}

// TestOneDark: dark by the device and dark by choice are the same colours.
func TestOneDark(t *testing.T) {
	_, device, chosen := tokens(t)
	if len(device) < 20 || len(device) != len(chosen) {
		t.Fatalf("%d and %d colours", len(device), len(chosen))
	}
	for name, v := range device {
		if chosen[name] != v {
			t.Errorf("%s is %s by the device and %s by choice", name, v, chosen[name])
		}
	}
}

// TestHiddenStaysHidden: without this rule a display rule shows what is hidden.
func TestHiddenStaysHidden(t *testing.T) {
	raw, err := os.ReadFile("css/base.css")
	if err != nil || !regexp.MustCompile(`\[hidden\]\s*\{\s*display:\s*none !important`).Match(raw) {
		t.Errorf("the rule for [hidden] is gone (%v)", err)
	}
}
