package httpkit

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/netip"
	"strings"
)

// addresses finds out where each request comes from.
func addresses(proxies []netip.Prefix) Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			infoOf(r).client = clientOf(r, proxies)
			next.ServeHTTP(w, r)
		})
	}
}

// clientOf returns the address of the sender. X-Forwarded-For is looked at only when a
// trusted proxy hands the request over, and then from the right: every proxy appends whom
// it heard from, so the right-most address that is not one of ours is the last one that
// somebody we trust has seen. Everything left of it the sender may have made up.
func clientOf(r *http.Request, proxies []netip.Prefix) netip.Addr {
	client := parseAddr(r.RemoteAddr)
	if !trusted(client, proxies) {
		return client
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		hop := parseAddr(strings.TrimSpace(hops[i]))
		if !hop.IsValid() {
			break // what is no address can only have been made up
		}
		client = hop
		if !trusted(hop, proxies) {
			break
		}
	}
	return client
}

func trusted(a netip.Addr, proxies []netip.Prefix) bool {
	for _, p := range proxies {
		if a.IsValid() && p.Contains(a) {
			return true
		}
	}
	return false
}

// parseAddr reads an address with or without a port, an IPv6 one with or without brackets.
func parseAddr(s string) netip.Addr {
	if ap, err := netip.ParseAddrPort(s); err == nil {
		return ap.Addr().Unmap().WithZone("")
	}
	a, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(s, "["), "]"))
	if err != nil {
		return netip.Addr{}
	}
	return a.Unmap().WithZone("")
}

// group is what limits count as one sender: an IPv4 address, or the /64 of an IPv6 one,
// which one household or phone has all to itself.
func group(a netip.Addr) netip.Addr {
	if !a.Is6() {
		return a
	}
	p, err := a.Prefix(64)
	if err != nil {
		return a
	}
	return p.Addr()
}

// ClientKey makes a key for counting the attempts of a request's sender without keeping the
// address: a keyed hash, different for every purpose. Who has only the database cannot turn
// it back.
func ClientKey(secret []byte, purpose string, r *http.Request) string {
	m := hmac.New(sha256.New, secret)
	b, _ := group(Client(r)).MarshalBinary() // never fails
	m.Write([]byte(purpose + "\x00"))
	m.Write(b)
	return purpose + ":" + hex.EncodeToString(m.Sum(nil)[:16])
}

// Network names the network a request comes from, for its sender's own eyes: enough to tell the office from a foreign
// country, and not the address. "" when it is not known.
func Network(r *http.Request) string {
	a := infoOf(r).client
	switch {
	case !a.IsValid():
		return ""
	case a.Is4():
		b := a.As4()
		return fmt.Sprintf("%d.%d.%d.*", b[0], b[1], b[2])
	default:
		p, err := a.Prefix(48)
		if err != nil {
			return ""
		}
		return p.String()
	}
}
