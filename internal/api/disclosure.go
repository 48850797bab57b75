package api

import (
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
)

// disclosed adds to an entry what it says of the information that was asked for, and on which ground.
func (x *entry) disclosed(v *casework.View, e *casework.Entry) {
	x.Disclosure, x.Ground = e.Disclosed(), e.Ground()
	if en := v.GroundWords(i18n.For("en"), &e.Event); en != x.Ground {
		x.GroundEN = en
	}
	x.Disclosed = v.Disclosed(i18n.For(i18n.Default), e, false)
}

// grounds lists those on which information may be refused on a day, for steps that may state one.
func grounds(b *civic.ReasonBook, r *civic.Report, v civic.Verb, day civic.Date) []reason {
	if r.Class != civic.Information || v != civic.VerbClose && v != civic.VerbAnswer && v != civic.VerbPropose {
		return nil
	}
	var out []reason
	for _, x := range b.Offered(civic.ReasonsRefusal, day) {
		out = append(out, reason{x.Code, x.Words(), x.TextEN, nil})
	}
	return out
}
