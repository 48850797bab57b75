// Package civic holds every noun and every rule of the product: the report and the table of how
// it may change, the clocks and the calendar by which they run, the tree of agencies, the roles
// and what each viewer may see. It is pure: the standard library only, no database, no HTTP, and
// the time is handed in.
package civic
