// Package kill proves that nothing accepted is lost: it kills the real program at random moments
// and looks at what the database holds. It has tests only.
package kill
