package front

import (
	"bytes"
	"compress/gzip"
	"container/list"
	"crypto/sha256"
	"encoding/base64"
	"sync"
)

// pageCache keeps pages of public reports that were made a moment ago. Nothing in it is ever trusted by itself: a
// page is found only under the stamp that the database has just given, so an event, a report that became
// secret, or another process makes it unreachable at once. It holds nothing that is not public.
type pageCache struct {
	mu    sync.Mutex
	limit int // bytes
	size  int
	byKey map[string]*list.Element
	order *list.List // most recently used first
	zips  sync.Pool
}

// The two forms of a page: as it is, and packed with gzip.
const (
	plain  = ""
	packed = ".gz"
)

// page is a page as it goes over the line.
type page struct {
	html []byte
	etag string // of what it says, packed or not
}

// tagOf names a page by what it says, so that the name tells no more than the page.
func tagOf(html []byte) string {
	sum := sha256.Sum256(html)
	return `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
}

type cachedPage struct {
	key string
	page
}

func newPageCache(limit int) *pageCache {
	return &pageCache{limit: limit, byKey: map[string]*list.Element{}, order: list.New(), zips: sync.Pool{New: func() any { return gzip.NewWriter(nil) }}}
}

func (c *pageCache) get(key string) (page, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byKey[key]
	if !ok {
		return page{}, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*cachedPage).page, true //nolint:forcetypeassert // only put fills the list
}

func (c *pageCache) put(key string, made page) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.byKey[key]; ok {
		return
	}
	c.byKey[key] = c.order.PushFront(&cachedPage{key, made})
	for c.size += len(key) + len(made.html); c.size > c.limit; {
		last := c.order.Back()
		p := last.Value.(*cachedPage) //nolint:forcetypeassert // as above
		c.order.Remove(last)
		delete(c.byKey, p.key)
		c.size -= len(p.key) + len(p.html)
	}
}

// pack packs a page with gzip. Nothing secret is on it, and nothing that a reader could have put there.
func (c *pageCache) pack(html []byte) []byte {
	var out bytes.Buffer
	z := c.zips.Get().(*gzip.Writer) //nolint:forcetypeassert // the pool makes nothing else
	defer c.zips.Put(z)
	z.Reset(&out)
	_, _ = z.Write(html) // a buffer takes everything
	_ = z.Close()
	return out.Bytes()
}
