// Package survey holds the noun "survey of satisfaction" (survei kepuasan masyarakat, SKM, PermenPANRB 14/2017): what is
// asked, what was answered, and the index (IKM) that is reckoned from it, in whole numbers only. What a regulation may change,
// the elements, their wording, weights, grades and limits, is a Rule with its first day. The package imports the standard
// library and civic alone and knows no file, no database and no page.
package survey
