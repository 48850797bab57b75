package civic

import (
	"cmp"
	"time"
)

// Date is a day of the calendar, without a time and without a zone. The zero Date means "no date".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

const secondsPerDay = 24 * 60 * 60

// DateOf tells which day it is in a zone at a moment.
func DateOf(t time.Time, zone Zone) Date {
	y, m, d := time.Unix(t.Unix()+int64(zone.offset()), 0).UTC().Date()
	return Date{y, m, d}
}

// ParseDate reads "2006-01-02". It returns an invalid Error for anything else, such as 30 February.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, Invalid("date", "error.date_invalid")
	}
	y, m, d := t.Date()
	return Date{y, m, d}, nil
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// String writes the date as "2006-01-02", and no date as "".
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.utc().Format(time.DateOnly)
}

// MarshalText writes the date as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote. It returns an invalid Error for anything else.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	got, err := ParseDate(string(b))
	if err != nil {
		return err
	}
	*d = got
	return nil
}

// AddDays returns the date n calendar days later, or earlier when n is negative.
func (d Date) AddDays(n int) Date { return dateOfNumber(d.number() + n) }

// Weekday tells the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Compare returns -1 when d is before other, 0 when they are equal, and 1 when d is after it.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// Before reports whether d comes earlier than other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After reports whether d comes later than other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// Start returns the moment the day begins in a zone: its midnight.
func (d Date) Start(zone Zone) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, zone.Location())
}

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// number counts days since 1970-01-01. Arithmetic on whole numbers has no zones to get wrong.
func (d Date) number() int { return int(d.utc().Unix() / secondsPerDay) }

func dateOfNumber(n int) Date {
	y, m, d := time.Unix(int64(n)*secondsPerDay, 0).UTC().Date()
	return Date{y, m, d}
}
