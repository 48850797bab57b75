package httpkit

import (
	"maps"
	"net/http"
	"strings"

	"tuntas/internal/civic"
)

// Security says what pages may do in a browser. The zero value is the strictest.
type Security struct {
	HTTPS       bool     // people come by HTTPS: browsers are told to come no other way
	Images      []string // more sources of pictures, such as the tiles of a map: scheme://host
	StyleHashes []string // of inline styles, such as 'sha256-...' with its quotes
}

// policy is the Content-Security-Policy: nothing from anywhere but what is listed, no
// inline script, inline style only by hash, no frame around us, no base, forms only to us.
func (s Security) policy() string {
	p := []string{
		"default-src 'none'",
		"script-src 'self'",
		strings.Join(append([]string{"style-src 'self'"}, s.StyleHashes...), " "),
		// data: for small icons in style sheets, blob: for the preview of a chosen photograph
		strings.Join(append([]string{"img-src 'self' data: blob:"}, s.Images...), " "),
		"font-src 'self'",
		"connect-src 'self'",
		"manifest-src 'self'",
		"worker-src 'self'",
		"form-action 'self'",
		"base-uri 'none'",
		"frame-ancestors 'none'",
		"object-src 'none'",
	}
	if s.HTTPS {
		p = append(p, "upgrade-insecure-requests")
	}
	return strings.Join(p, "; ")
}

// middleware sets the headers before anything else can answer.
func (s Security) middleware() Middleware {
	// Made once and shared by all answers: adding to one of them copies it, because a slice
	// of one has no room.
	set := http.Header{
		"Content-Security-Policy": {s.policy()},
		"X-Content-Type-Options":  {"nosniff"},
		"X-Frame-Options":         {"DENY"},
		// Codes stand in addresses, so no other host gets to see one. "no-referrer" would also
		// take the Origin from our own forms, by which older browsers prove they are ours.
		"Referrer-Policy":                   {"same-origin"},
		"Permissions-Policy":                {"geolocation=(self), camera=(self), microphone=(), payment=(), usb=(), serial=(), browsing-topics=()"},
		"Cross-Origin-Opener-Policy":        {"same-origin"},
		"Cross-Origin-Resource-Policy":      {"same-origin"},
		"X-Permitted-Cross-Domain-Policies": {"none"},
	}
	if s.HTTPS {
		// Without includeSubDomains: the neighbours of our host are not ours to decide about.
		set["Strict-Transport-Security"] = []string{"max-age=63072000"}
	}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			maps.Copy(w.Header(), set)
			next.ServeHTTP(w, r)
		})
	}
}

// crossOrigin refuses forms that other sites send in the name of a signed-in person.
func crossOrigin(e *Errors, origins []string) Middleware {
	guard := http.NewCrossOriginProtection()
	for _, o := range origins {
		if err := guard.AddTrustedOrigin(o); err != nil {
			panic("httpkit: " + err.Error()) // a setting that was checked when the program started
		}
	}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if err := guard.Check(r); err != nil {
				e.Render(w, r, civic.Forbidden("error.cross_origin"))
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}
