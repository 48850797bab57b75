package service

import "slices"

// State is where a version of a service stands.
type State string

// The states. Of one service at most one version is open, and at most one in force.
const (
	Draft      State = "draft"      // its author writes
	Submitted  State = "submitted"  // waits for somebody else to look at it
	Returned   State = "returned"   // was not good enough; a new draft begins with its words
	Verified   State = "verified"   // somebody else found it good
	Published  State = "published"  // what the public reads
	Superseded State = "superseded" // a newer one took its place
	Suspended  State = "suspended"  // taken from the public for a while
	Withdrawn  State = "withdrawn"  // is no more
)

// States lists all that there are, in the order of a life.
func States() []State {
	return []State{Draft, Submitted, Returned, Verified, Published, Superseded, Suspended, Withdrawn}
}

// Valid tells whether s is one of the states.
func (s State) Valid() bool { return slices.Contains(States(), s) }

// Open tells whether a version is on its way to the public.
func (s State) Open() bool { return s == Draft || s == Submitted || s == Verified }

// InForce tells whether a version is the one by which the service is given.
func (s State) InForce() bool { return s == Published || s == Suspended }

// Verb is a step of a version.
type Verb string

// The steps. A version that is published lets the one before it be superseded; nobody does that by itself.
const (
	Submit   Verb = "submit"
	Return   Verb = "return"
	Verify   Verb = "verify"
	Publish  Verb = "publish"
	Suspend  Verb = "suspend"
	Resume   Verb = "resume"
	Withdraw Verb = "withdraw"
)

// Verbs lists the steps in the order in which they are offered.
func Verbs() []Verb { return []Verb{Submit, Verify, Publish, Return, Suspend, Resume, Withdraw} }

// NeedsReason tells whether a step is not taken without saying why.
func (v Verb) NeedsReason() bool { return v == Return || v == Suspend || v == Withdraw }

// Judges tells whether a step belongs to those who answer for the catalogue of an agency, and not to its authors.
func (v Verb) Judges() bool { return v != Submit }

// Step is where a verb leads from a state; ok is false when it does not begin there.
func Step(v Verb, from State) (to State, ok bool) {
	switch {
	case v == Submit && from == Draft:
		return Submitted, true
	case v == Return && (from == Submitted || from == Verified):
		return Returned, true
	case v == Verify && from == Submitted:
		return Verified, true
	case v == Publish && from == Verified:
		return Published, true
	case v == Suspend && from == Published:
		return Suspended, true
	case v == Resume && from == Suspended:
		return Published, true
	case v == Withdraw && (from.Open() || from.InForce()):
		return Withdrawn, true
	}
	return from, false
}
