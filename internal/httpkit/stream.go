package httpkit

import "net/http"

// Stream is an answer that goes on until one side ends it: events that are sent as they happen. It holds no place among
// the requests that are worked on, because it mostly waits, and its length is no measure of how fast we answer.
type Stream struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

// OpenStream begins one. Whoever answers with it bounds how many there are.
func OpenStream(w http.ResponseWriter, r *http.Request) (*Stream, error) {
	i := infoOf(r)
	i.stream = true
	if i.leave != nil {
		i.leave()
	}
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // proxies would wait for more
	w.WriteHeader(http.StatusOK)
	s := &Stream{w: w, control: http.NewResponseController(w)}
	return s, s.control.Flush()
}

// Send sends a piece at once. An error means that nobody reads any more.
func (s *Stream) Send(piece []byte) error {
	if _, err := s.w.Write(piece); err != nil {
		return err
	}
	return s.control.Flush()
}

// Refund gives the sender's address back what the request took of its limit. For what pages of signed-in people ask by
// themselves: a whole office may come from one address. Call it when the sender is known.
func Refund(r *http.Request) {
	if give := infoOf(r).refund; give != nil {
		give()
	}
}
