// Package service holds the noun "service standard" (standar pelayanan, UU 25/2009 article 21, PermenPANRB 15/2014):
// its fourteen components as somebody wrote them down, and what a machine can read out of them. The text is what
// counts and is never changed; what is parsed stands beside it and can be found anew at any time. The package imports
// the standard library alone and knows no file, no database and no page.
package service
