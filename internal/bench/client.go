package bench

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"
)

// client is one kept-alive connection. It does as little as a client can, because
// it shares the machine with the server it measures.
type client struct {
	addr string
	conn net.Conn
	in   *bufio.Reader
	out  []byte
}

func (c *client) close() {
	if c.conn != nil {
		_ = c.conn.Close()
	}
}

// do sends one request and returns status and body. extra are finished header lines.
func (c *client) do(method, path, extra string, body []byte) (int, []byte, error) {
	if c.conn == nil {
		conn, err := net.DialTimeout("tcp", c.addr, 5*time.Second) //nolint:noctx // a benchmark on this machine
		if err != nil {
			return 0, nil, err
		}
		c.conn, c.in = conn, bufio.NewReaderSize(conn, 32<<10)
	}
	c.out = append(c.out[:0], method...)
	c.out = append(c.out, ' ')
	c.out = append(c.out, path...)
	c.out = append(c.out, " HTTP/1.1\r\nHost: bench\r\n"...)
	c.out = append(c.out, extra...)
	if body != nil {
		c.out = append(c.out, "Content-Type: application/json\r\nContent-Length: "...)
		c.out = strconv.AppendInt(c.out, int64(len(body)), 10)
		c.out = append(c.out, "\r\n"...)
	}
	c.out = append(c.out, "\r\n"...)
	c.out = append(c.out, body...)
	if _, err := c.conn.Write(c.out); err != nil {
		c.reset()
		return 0, nil, err
	}
	res, err := http.ReadResponse(c.in, nil)
	if err != nil {
		c.reset()
		return 0, nil, err
	}
	got, err := io.ReadAll(res.Body)
	_ = res.Body.Close()
	if err != nil || res.Close {
		c.reset()
	}
	return res.StatusCode, got, err
}

func (c *client) reset() {
	_ = c.conn.Close()
	c.conn = nil
}

// want is do with the status that is right.
func (c *client) want(status int, method, path, extra string, body []byte) ([]byte, error) {
	got, b, err := c.do(method, path, extra, body)
	if err == nil && got != status {
		err = fmt.Errorf("%s %s: status %d, not %d: %.200s", method, path, got, status, b)
	}
	return b, err
}
