package civic

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"
)

// HolidayKind tells whose holiday it is.
type HolidayKind string

// The kinds of holiday.
const (
	HolidayNational   HolidayKind = "national"   // libur nasional, by joint decree or presidential decision
	HolidayCollective HolidayKind = "collective" // cuti bersama, by the same decree
	HolidayRegional   HolidayKind = "regional"   // of the regions whose code begins with Region
	HolidayAgency     HolidayKind = "agency"     // of one agency and the units below it
)

// Holiday is one day off.
type Holiday struct {
	Date     Date
	Name     string
	Kind     HolidayKind
	Region   string // Kemendagri code, for regional holidays; covers every code that begins with it
	AgencyID ID     // for agency holidays
	Decree   string // what declared it; a year with a national or collective decree counts as known
}

// Calendar knows which days are worked. It is immutable, and safe for many goroutines.
// Any working day lies at most a few binary searches away, so callers need not cache.
type Calendar struct {
	version  int64
	edition  string
	last     int        // the last decreed year; 0 when there is none
	holidays []Holiday  // as given, sorted by date
	off      []int      // day numbers, Monday to Friday, on which nobody works; sorted, each once
	local    []localDay // further days off in some regions; sorted by day
	agencies map[ID][]int
	own      sync.Map // calendars of agencies with days off of their own, by those agencies
}

type localDay struct {
	day    int
	region string
}

// The fixed-date national holidays are laid out for every year in this span that has no decree.
const (
	firstLaidOutYear = 2000
	lastLaidOutYear  = 2199
)

// NewCalendar builds a calendar from all known holidays, in any order; version is what the
// caller calls this set. A year is decreed when it has a national or collective holiday with a
// decree. In other years the holidays with a fixed date (1 January, 1 May, 1 June, 17 August,
// 25 December) are added; and beyond the last decreed year national and collective holidays
// without a decree are left out, for a guess must not move a promise.
func NewCalendar(version int64, hs []Holiday) *Calendar {
	c := &Calendar{version: version, holidays: slices.Clone(hs), agencies: map[ID][]int{}}
	slices.SortStableFunc(c.holidays, func(a, b Holiday) int { return a.Date.Compare(b.Date) })
	decreed := map[int]bool{}
	for _, h := range c.holidays {
		if everywhere(h.Kind) && h.Decree != "" {
			decreed[h.Date.Year] = true
			c.last = max(c.last, h.Date.Year)
		}
	}
	for year := firstLaidOutYear; year <= lastLaidOutYear; year++ {
		if !decreed[year] {
			c.off = append(c.off, fixedDays(year)...)
		}
	}
	for _, h := range c.holidays {
		switch {
		case everywhere(h.Kind) && h.Date.Year <= c.last:
			c.off = append(c.off, h.Date.number())
		case h.Kind == HolidayRegional && h.Region != "":
			c.local = append(c.local, localDay{h.Date.number(), h.Region})
		case h.Kind == HolidayAgency:
			c.agencies[h.AgencyID] = append(c.agencies[h.AgencyID], h.Date.number())
		}
	}
	c.edition = editionOf(c.last, hs)
	c.tidy()
	return c
}

func everywhere(k HolidayKind) bool { return k == HolidayNational || k == HolidayCollective }

func fixedDays(year int) []int {
	return []int{
		Date{year, time.January, 1}.number(),
		Date{year, time.May, 1}.number(),
		Date{year, time.June, 1}.number(),
		Date{year, time.August, 17}.number(),
		Date{year, time.December, 25}.number(),
	}
}

// tidy sorts the days off and drops what would be counted twice: weekends, repeated days, and
// regional holidays on a day that is off everywhere.
func (c *Calendar) tidy() {
	c.off = slices.DeleteFunc(c.off, weekend)
	slices.Sort(c.off)
	c.off = slices.Compact(c.off)
	c.local = slices.DeleteFunc(c.local, func(l localDay) bool {
		_, everywhere := slices.BinarySearch(c.off, l.day)
		return weekend(l.day) || everywhere
	})
	slices.SortFunc(c.local, func(a, b localDay) int { return cmp.Compare(a.day, b.day) })
}

// ForAgency returns the calendar of a desk: with the agency holidays of every node in its
// chain (the desk, its parent, and so on). Without any, it is the calendar itself.
func (c *Calendar) ForAgency(chain []ID) *Calendar {
	var key string
	var days []int
	for _, id := range chain {
		if off := c.agencies[id]; off != nil {
			key, days = key+id.String()+" ", append(days, off...)
		}
	}
	if days == nil {
		return c
	}
	if known, ok := c.own.Load(key); ok {
		return known.(*Calendar)
	}
	own := &Calendar{version: c.version, edition: c.edition, last: c.last, holidays: c.holidays}
	own.off = append(slices.Clone(c.off), days...)
	own.local = slices.Clone(c.local)
	own.tidy()
	c.own.Store(key, own)
	return own
}

// Version returns the number the calendar was made with.
func (c *Calendar) Version() int64 { return c.version }

// LastDecreedYear returns the last year whose holidays are decreed, or 0 when there is none.
func (c *Calendar) LastDecreedYear() int { return c.last }

// Holidays returns every holiday it was made from that falls on the day, for a region and for
// the agencies in a chain: what a screen names as the reason why a day does not count.
func (c *Calendar) Holidays(d Date, region string, chain []ID) []Holiday {
	i := sort.Search(len(c.holidays), func(i int) bool { return !c.holidays[i].Date.Before(d) })
	var found []Holiday
	for ; i < len(c.holidays) && c.holidays[i].Date == d; i++ {
		h := c.holidays[i]
		switch h.Kind {
		case HolidayRegional:
			if h.Region == "" || !strings.HasPrefix(region, h.Region) {
				continue
			}
		case HolidayAgency:
			if !slices.Contains(chain, h.AgencyID) {
				continue
			}
		default:
			if h.Date.Year > c.last {
				continue
			}
		}
		found = append(found, h)
	}
	return found
}

// IsWorkingDay reports whether offices in a region work on the day. The region is a Kemendagri
// code of any length; the empty region knows no regional holidays.
func (c *Calendar) IsWorkingDay(d Date, region string) bool {
	n := d.number()
	return c.count(n-1, n, region) == 1
}

// Provisional reports whether the day lies beyond the last decreed year, where only weekends
// and fixed-date holidays are known and any date reckoned may still move.
func (c *Calendar) Provisional(d Date) bool { return d.Year > c.last }

// NextWorkingDay returns the day itself when it is worked, else the next one that is.
func (c *Calendar) NextWorkingDay(d Date, region string) Date {
	return c.AddWorkingDays(d.AddDays(-1), 1, region)
}

// AddWorkingDays returns the nth working day after d, not counting d. Zero gives d itself,
// worked or not. A negative n counts back from d, or from the last working day before d when d is not
// worked. So WorkingDaysBetween(d, AddWorkingDays(d, n)) is always n.
func (c *Calendar) AddWorkingDays(d Date, n int, region string) Date {
	day := d.number()
	// Of the next k days at most k are worked: stepping by what is still missing never passes the
	// answer, and ends on a working day.
	for left := n; left > 0; {
		worked := c.count(day, day+left, region)
		day, left = day+left, left-worked
	}
	// Backwards likewise. Landing on the target still leaves its own day to be found worked, so
	// one more is looked for, counting d itself when it is worked.
	if n < 0 {
		day++
		for left := 1 - n; left > 0; {
			worked := c.count(day-left-1, day-1, region)
			day, left = day-left, left-worked
		}
	}
	return dateOfNumber(day)
}

// WorkingDaysBetween counts the working days after a up to and including b. It is negative when b is before a.
func (c *Calendar) WorkingDaysBetween(a, b Date, region string) int {
	from, to := a.number(), b.number()
	if to < from {
		return -c.count(to, from, region)
	}
	return c.count(from, to, region)
}

// count tells how many days in (from, to] are worked in a region.
func (c *Calendar) count(from, to int, region string) int {
	n := weekdays(to) - weekdays(from)
	n -= sort.SearchInts(c.off, to+1) - sort.SearchInts(c.off, from+1)
	i := sort.Search(len(c.local), func(i int) bool { return c.local[i].day > from })
	for seen := from; i < len(c.local) && c.local[i].day <= to; i++ {
		// Province and regency may both have the day off: it is one day all the same.
		if c.local[i].day != seen && strings.HasPrefix(region, c.local[i].region) {
			seen = c.local[i].day
			n--
		}
	}
	return n
}

// firstMonday is the day number of 1970-01-05.
const firstMonday = 4

// weekdays counts the days Monday to Friday from the first Monday of 1970 to day, inclusive.
// Before that it counts below zero, so that a difference is right for any two days.
func weekdays(day int) int {
	weeks, rest := floorDiv(day - firstMonday)
	return 5*weeks + min(rest+1, 5)
}

func weekend(day int) bool {
	_, rest := floorDiv(day - firstMonday)
	return rest >= 5
}

// floorDiv divides by seven, rounding down; the rest is 0 (Monday) to 6 (Sunday).
func floorDiv(n int) (weeks, rest int) {
	weeks, rest = n/7, n%7
	if rest < 0 {
		weeks, rest = weeks-1, rest+7
	}
	return weeks, rest
}
