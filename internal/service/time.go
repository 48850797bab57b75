package service

import (
	"encoding/json"
	"strings"
)

// Unit says in what a time is counted.
type Unit string

// The units. There are no others: weeks are calendar days, years are months.
const (
	Minute      Unit = "minute"
	Hour        Unit = "hour"
	CalendarDay Unit = "calendar_day"
	WorkingDay  Unit = "working_day"
	Month       Unit = "month"
	CaseByCase  Unit = "case_by_case" // as long as the case takes; has no number
)

// MarshalJSON writes null where there is no unit.
func (u Unit) MarshalJSON() ([]byte, error) { return orNull(string(u)) }

// Clock says what starts the time.
type Clock string

// What starts the time; empty when the text does not say.
const (
	Received   Clock = "diterima"       // the request came in
	Registered Clock = "tercatat"       // the request was entered in a register
	Complete   Clock = "berkas_lengkap" // all that is required is there
	Paid       Clock = "dibayar"
	Other      Clock = "lain"
)

// MarshalJSON writes null where the text does not say.
func (c Clock) MarshalJSON() ([]byte, error) { return orNull(string(c)) }

func orNull(s string) ([]byte, error) {
	if s == "" {
		return []byte("null"), nil
	}
	return json.Marshal(s)
}

// Parse says how a time was read out of its text.
type Parse string

// How a time was read.
const (
	OK          Parse = "ok"
	Variants    Parse = "variants"     // several times, by case; the main one is the longest
	SumOfSteps  Parse = "sum_of_steps" // the times of steps, added up
	InsideStep  Parse = "inside_step"  // the text says that the time stands in a step of the procedure
	UnitAssumed Parse = "unit_assumed" // "hari" without a kind: taken for calendar days
	Approximate Parse = "approximate"  // "±", "kurang lebih", or rounded up to whole units
	NotATime    Parse = "not_a_time"   // the text says no time
)

// Time is how long a service takes, as far as its text says so.
type Time struct {
	Min       *int64     `json:"min"` // in Unit
	Max       *int64     `json:"max"` // in Unit; nil with CaseByCase, and where nothing was found
	Unit      Unit       `json:"unit"`
	Clock     Clock      `json:"clock_start"`
	Extension *Extension `json:"extension"`
	Parse     Parse      `json:"parse"`
	Variants  []Variant  `json:"variants"` // never nil

	DayAssumed bool `json:"-"` // somewhere "hari" stood without its kind
}

// Extension is by how much a time may be made longer.
type Extension struct {
	Max  *int64 `json:"max"` // nil when the text sets no limit
	Unit Unit   `json:"unit"`
}

// Variant is the time of one case.
type Variant struct {
	When string `json:"when"` // what makes the case, in words joined by "_"
	Min  *int64 `json:"min,omitempty"`
	Max  *int64 `json:"max"` // nil when the text names the case and no time for it
	Unit Unit   `json:"unit"`
}

// timed counts the variants that have a time.
func (t Time) timed() int {
	n := 0
	for _, v := range t.Variants {
		if v.Max != nil || v.Min != nil {
			n++
		}
	}
	return n
}

// Words say what makes the case.
func (v Variant) Words() string { return strings.ReplaceAll(v.When, "_", " ") }
