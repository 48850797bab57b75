package ui

// Pledge is one day that was promised, in words. Given and Moves may have strong parts; see i18n.Strong.
type Pledge struct {
	What, Given string
	Moves       []string
	Fate        string
	Rule, Days  string
	Bad         bool // it was not kept
}
