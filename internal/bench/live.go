package bench

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Live is what a run of open streams measured. Processor times are of the server, in hundredths of one core.
type Live struct {
	Database   string  `json:"database"`
	Streams    int     `json:"streams"`
	Seconds    int     `json:"seconds"` // that each of the two quiet times was watched
	RSSBefore  float64 `json:"rss_mb_without"`
	RSSWith    float64 `json:"rss_mb_with"`
	RSSCost    float64 `json:"rss_mb_of_streams"`
	CPUBefore  float64 `json:"cpu_percent_without"`
	CPUWith    float64 `json:"cpu_percent_with"`
	CPUCost    float64 `json:"cpu_percent_of_streams"`
	Heard      int     `json:"streams_that_heard_the_news"`
	Expected   int     `json:"streams_that_should"`
	NewsMS     float64 `json:"news_ms_p50"` // from the answer to the reporter to the line in the officer's stream
	NewsMSLast float64 `json:"news_ms_last"`
	Lost       int     `json:"streams_lost"`
}

// perOfficer is how many windows one officer has open here; the server allows a few more.
const perOfficer = 10

// RunLive opens streams of news as officers' windows do, watches what they cost while nothing happens, and measures how
// long it takes until a new report is announced to those who should hear of it.
func RunLive(ctx context.Context, o Options, streams int, watch time.Duration) (Live, error) {
	res := Live{Database: databaseName(o), Streams: streams, Seconds: int(watch.Seconds())}
	c, err := setup(ctx, o)
	if err != nil {
		return res, err
	}
	s, err := start(ctx, o, "serve")
	if err != nil {
		return res, err
	}
	defer s.stop()
	// Before anybody signs in: each password that is checked takes 19 MB for a moment, which are given back slowly.
	res.RSSBefore, res.CPUBefore = s.idle(watch)
	heads, err := sessions(ctx, s.addr, (streams+perOfficer-1)/perOfficer)
	if err != nil {
		return res, err
	}
	o.Say("%d officers are signed in", len(heads))
	a := &audience{}
	defer a.leave()
	for i := range streams {
		if err := a.join(ctx, s.addr, heads[i/perOfficer], i < perOfficer); err != nil {
			return res, err
		}
	}
	o.Say("%d streams are open", streams)
	res.RSSWith, res.CPUWith = s.idle(watch)
	res.RSSCost, res.CPUCost = res.RSSWith-res.RSSBefore, res.CPUWith-res.CPUBefore
	res.Expected = min(streams, perOfficer) // the first officer is of the national desk, where every report arrives
	w := &walker{c: c, t: newTimings()}
	cl := &client{addr: s.addr}
	defer cl.close()
	if _, err := w.submit(cl, 0, "submit"); err != nil {
		return res, err
	}
	sent := time.Now() //nolint:forbidigo // a benchmark measures the machine's time
	a.expect(res.Expected, 10*time.Second)
	heard, lost := a.result()
	res.Heard, res.Lost = len(heard), lost
	if len(heard) > 0 {
		res.NewsMS, res.NewsMSLast = ms(heard[len(heard)/2].Sub(sent)), ms(heard[len(heard)-1].Sub(sent))
	}
	return res, nil
}

// sessions signs in as many officers as are needed, the one of the national desk first.
func sessions(ctx context.Context, addr string, n int) ([]string, error) {
	emails := []string{"national@bench.example"}
	for i := range agencies {
		emails = append(emails, fmt.Sprintf("agency%d@bench.example", i), fmt.Sprintf("unit%d@bench.example", i), fmt.Sprintf("desk%d@bench.example", i))
	}
	if n > len(emails) {
		return nil, fmt.Errorf("bench: at most %d streams", len(emails)*perOfficer)
	}
	var heads []string
	for _, e := range emails[:n] {
		h, err := signIn(ctx, addr, e)
		if err != nil {
			return nil, err
		}
		cookie, _, _ := strings.Cut(h, "\r\n")
		heads = append(heads, cookie)
	}
	return heads, nil
}

// idle watches a server for a while and returns its resident memory afterwards, in MB, and hundredths of a core it used.
func (s *server) idle(watch time.Duration) (rss, percent float64) {
	before := s.cpu()
	time.Sleep(watch)
	rss, _ = s.memory()
	return rss, 100 * (s.cpu() - before).Seconds() / watch.Seconds()
}

// audience are the open streams.
type audience struct {
	mu    sync.Mutex
	conns []net.Conn
	heard []time.Time
	lost  int
	left  bool
}

// join opens one stream and returns when its first line has come. Those that count tell when they hear of a report.
func (a *audience) join(ctx context.Context, addr, cookie string, counts bool) error {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(conn, "GET /petugas/kabar?sejak=0 HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n%s\r\n\r\n", cookie); err != nil {
		return err
	}
	in := bufio.NewReaderSize(conn, 512)
	answer, err := http.ReadResponse(in, nil) //nolint:bodyclose // the stream stays open as long as its connection
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("bench: a stream is answered with %d", answer.StatusCode)
	}
	a.mu.Lock()
	a.conns = append(a.conns, conn)
	a.mu.Unlock()
	lines := bufio.NewReaderSize(answer.Body, 512)
	if _, err := lines.ReadString('\n'); err != nil {
		return err
	}
	go a.listen(lines, counts)
	return nil
}

func (a *audience) listen(lines *bufio.Reader, counts bool) {
	for {
		line, err := lines.ReadString('\n')
		a.mu.Lock()
		if err != nil {
			if !a.left {
				a.lost++
			}
			a.mu.Unlock()
			return
		}
		if counts && strings.HasPrefix(line, "data:") && strings.Contains(line, `"k":"baru"`) {
			a.heard = append(a.heard, time.Now()) //nolint:forbidigo // as above
		}
		a.mu.Unlock()
	}
}

// expect waits until so many have heard, at most for a while.
func (a *audience) expect(n int, most time.Duration) {
	for until := time.Now().Add(most); time.Now().Before(until); time.Sleep(5 * time.Millisecond) { //nolint:forbidigo // as above
		if heard, _ := a.result(); len(heard) >= n {
			return
		}
	}
}

func (a *audience) result() ([]time.Time, int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return append([]time.Time(nil), a.heard...), a.lost
}

func (a *audience) leave() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.left = true
	for _, c := range a.conns {
		_ = c.Close()
	}
}
