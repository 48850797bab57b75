package officer

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"tuntas/internal/httpkit"
	"tuntas/internal/live"
	"tuntas/internal/web/staff"
)

// beat is how often a stream on which nothing happens shows that it is there: proxies give up after a minute, and a
// reader who left without a word is noticed when one is not taken.
const beat = 25 * time.Second

// news is what a page is told: the number up to which it reaches, what changed, and whether more did than is known.
type news struct {
	Last    int64         `json:"id"`
	Changes []live.Change `json:"n"`
	Missed  bool          `json:"lupa,omitempty"`
}

// live tells a page what changed in the officer's part of the tree: as a stream of events, or once for those whose
// browser or proxy does not let streams through.
func (p *Pages) live(v *staff.Visit) error {
	httpkit.Refund(v.R)
	after := number(v.R.URL.Query().Get("sejak"))
	if id := v.R.Header.Get("Last-Event-ID"); id != "" {
		after = number(id)
	}
	if httpkit.WantsJSON(v.R) {
		changes, last, missed, err := p.Live.Since(v.R.Context(), v.Who, after)
		if err != nil {
			return err
		}
		if changes == nil {
			changes = []live.Change{}
		}
		v.W.Header().Set("Content-Type", "application/json")
		return json.NewEncoder(v.W).Encode(news{last, changes, missed})
	}
	id := p.Sessions.Identity(v.R.Context())
	epoch, err := strconv.ParseInt(id.Stamp, 10, 64)
	if err != nil {
		return err
	}
	s, err := p.Live.Open(v.R.Context(), live.Right{Who: v.Who, Epoch: epoch, Session: p.Sessions.Handle(v.R.Context()), Worth: id.Worth()}, after)
	if err != nil {
		return err
	}
	defer p.Live.Leave(s)
	out, err := httpkit.OpenStream(v.W, v.R)
	if err != nil {
		return nil // whoever asked has left
	}
	follow(v.R, s, out)
	return nil
}

// Background tells what a page asks by itself. The address of a sign of life says whether somebody is writing.
func Background(r *http.Request) bool {
	switch path := r.URL.Path; {
	case path == staff.Home+"/kabar":
		return true
	case strings.HasPrefix(path, staff.Home+"/laporan/") && strings.HasSuffix(path, "/hadir"):
		return !r.URL.Query().Has("tulis")
	default:
		return false
	}
}

// number reads the number of a change; what is none reaches back to the beginning.
func number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// follow writes what comes until the reader leaves, is signed out, or the server stops.
func follow(r *http.Request, s *live.Stream, out *httpkit.Stream) {
	if out.Send([]byte("retry: 3000\n\n")) != nil {
		return
	}
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for {
		piece := []byte(":\n\n")
		select {
		case <-r.Context().Done():
			return
		case <-tick.C:
		case <-s.Signal():
			changes, last, missed, ended := s.Take()
			switch ended {
			case live.SignedUp:
				_ = out.Send([]byte("event: keluar\ndata: 1\n\n")) // who left does not mind
				return
			case live.Stopping:
				return
			}
			piece = event(news{last, changes, missed})
		}
		if out.Send(piece) != nil {
			return
		}
	}
}

// event writes news as one server-sent event.
func event(n news) []byte {
	if n.Changes == nil {
		n.Changes = []live.Change{}
	}
	data, err := json.Marshal(n)
	if err != nil {
		return []byte(":\n\n") // numbers and codes can always be written
	}
	b := append([]byte("id: "), strconv.FormatInt(n.Last, 10)...)
	b = append(b, "\nevent: kabar\ndata: "...)
	b = append(b, data...)
	return append(b, "\n\n"...)
}
