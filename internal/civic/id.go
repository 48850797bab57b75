package civic

import (
	"strconv"
	"sync/atomic"
	"time"
)

// ID names a row. It is time-ordered: 52 bits of microseconds since the start of 2020 (UTC),
// then 11 bits for the process that made it. Reports also have a TrackingCode, because an ID can be guessed.
type ID int64

const (
	idNodeBits = 11
	idNodeMask = 1<<idNodeBits - 1
	// idEpoch is 2020-01-01 00:00 UTC in microseconds since 1970; 52 bits last until the year 2162.
	idEpoch = 1_577_836_800_000_000
)

// Time tells when the ID was made, to the microsecond, in UTC.
func (id ID) Time() time.Time {
	return time.UnixMicro(int64(id)>>idNodeBits + idEpoch).UTC()
}

// String writes the ID in decimal.
func (id ID) String() string { return strconv.FormatInt(int64(id), 10) }

// ParseID reads a decimal ID. It returns an invalid Error for anything but a positive number.
func ParseID(s string) (ID, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n <= 0 {
		return 0, Invalid("id", "error.id_invalid")
	}
	return ID(n), nil
}

// MarshalText makes an ID a string in JSON: browsers keep only 53 bits of a number.
func (id ID) MarshalText() ([]byte, error) { return strconv.AppendInt(nil, int64(id), 10), nil }

// UnmarshalText reads what MarshalText wrote, zero included. It returns an invalid Error otherwise.
func (id *ID) UnmarshalText(b []byte) error {
	n, err := strconv.ParseInt(string(b), 10, 64)
	if err != nil || n < 0 {
		return Invalid("id", "error.id_invalid")
	}
	*id = ID(n)
	return nil
}

// IDAt is the least ID of a moment: what is made then or later is at least that.
func IDAt(t time.Time) ID { return ID(max(0, t.UnixMicro()-idEpoch) << idNodeBits) }

// IDs makes IDs for one process. It may be used by many goroutines at once.
type IDs struct {
	node int64
	last atomic.Int64 // microseconds of the newest ID
}

// NewIDs returns a maker of IDs for the node with this number, 0 to 2047. Two processes that
// write to the same database need two numbers; only the lowest 11 bits of node count.
func NewIDs(node int) *IDs { return &IDs{node: int64(node) & idNodeMask} }

// Next returns an ID for this moment, greater than every ID it returned before, even when the
// clock stands still or is set back: it then runs ahead of the clock by a microsecond per ID.
func (g *IDs) Next(now time.Time) ID {
	want := now.UnixMicro() - idEpoch
	for {
		last := g.last.Load()
		next := max(want, last+1)
		if g.last.CompareAndSwap(last, next) {
			return ID(next<<idNodeBits | g.node)
		}
	}
}
