package service

import (
	"slices"
	"strings"
)

// Warning is something that a person should look at. It refuses nothing.
type Warning string

// The warnings. The list is closed; Empty makes those of the six delivery components.
const (
	NoDecree          Warning = "no_decree"
	DayKindAssumed    Warning = "day_kind_assumed"
	ExtensionOpen     Warning = "extension_open_ended"
	SeveralTimes      Warning = "time_variants"
	OwnerUnresolved   Warning = "owner_unresolved"
	FeeWithoutAmount  Warning = "fee_without_amount"
	emptyOfComponents         = "component_empty:"
)

// Empty is the warning that a delivery component says nothing.
func Empty(code string) Warning { return Warning(emptyOfComponents + code) }

// Warnings lists all that there are, sorted.
func Warnings() []Warning {
	all := []Warning{NoDecree, DayKindAssumed, ExtensionOpen, SeveralTimes, OwnerUnresolved, FeeWithoutAmount}
	for _, c := range Codes()[:Delivery] {
		all = append(all, Empty(c))
	}
	slices.Sort(all)
	return all
}

// Judgement is what a machine can say about a standard.
type Judgement struct {
	Time     *Time // nil when the source has no such component
	Fee      *Fee  // nil when the source has no such component
	Delivery int   // filled components of the six
	All      int   // filled components of the fourteen
	Warnings []Warning
}

// Judge reads time and fee of a standard, counts what is filled, and says what a person should look at.
func Judge(s Service) Judgement {
	j := Judgement{Warnings: []Warning{}}
	for i, ok := range s.Filled() {
		switch {
		case ok && i < Delivery:
			j.Delivery++
			j.All++
		case ok:
			j.All++
		case i < Delivery:
			j.warn(Empty(Codes()[i]), true)
		}
	}
	j.warn(NoDecree, !Filled(s.Decree) && !strings.ContainsAny(s.Decree, "0123456789"))
	j.warn(OwnerUnresolved, s.Owner.unresolved())
	if s.Time != nil {
		t := ParseTime(*s.Time)
		j.Time = &t
		j.warn(DayKindAssumed, t.DayAssumed)
		j.warn(ExtensionOpen, t.Extension != nil && t.Extension.Max == nil)
		j.warn(SeveralTimes, t.timed() > 1)
	}
	if s.Fee != nil {
		f := s.Fee.read()
		j.Fee = &f
		j.warn(FeeWithoutAmount, Filled(s.Fee.Text) && !f.priced())
	}
	slices.Sort(j.Warnings)
	return j
}

func (j *Judgement) warn(w Warning, on bool) {
	if on {
		j.Warnings = append(j.Warnings, w)
	}
}

// read parses the words of a fee. Amounts that only the table beside them has are taken from there.
func (f FeeText) read() Fee {
	fee := ParseFee(f.Text)
	if !fee.IsFree && len(fee.Items) == 0 && len(f.Rows) > 0 {
		fee.Items, fee.Measured, fee.Kind = slices.Clone(f.Rows), false, FeeTable
	}
	return fee
}
