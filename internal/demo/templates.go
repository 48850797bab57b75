package demo

// TemplateRow is one line of templates.csv: a text that answers begin from, or a macro.
type TemplateRow struct {
	Agency  string // code; that of the national desk for all
	Name    string
	Body    string
	Verb    string // empty for a text alone
	Outcome string
	Reason  string
	Target  string // code of the desk that a macro sends the report to
}

// Templates reads templates.csv. The error names the line of broken data.
func Templates() ([]TemplateRow, error) {
	return load("templates.csv", []string{"agency", "name", "body", "verb", "outcome", "reason", "target"}, func(r record) (TemplateRow, error) {
		return TemplateRow{Agency: r.get("agency"), Name: r.get("name"), Body: r.get("body"), Verb: r.get("verb"), Outcome: r.get("outcome"), Reason: r.get("reason"), Target: r.get("target")}, nil
	})
}
