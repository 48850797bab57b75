package civic

// Class says what a report asks for. The legal deadline to resolve depends on it.
type Class string

// The classes of PermenPANRB 62/2018 chapter VI; what a reporter picks is
// refined by the verifier, who alone tells the two kinds of complaint apart.
const (
	// Complaint is a complaint without abuse or breach of law (pengaduan tidak berkadar pengawasan).
	Complaint Class = "complaint"
	// ComplaintOversight is a complaint about abuse of power or breach of law (pengaduan berkadar pengawasan).
	ComplaintOversight Class = "complaint_oversight"
	// Aspiration is a wish, an idea or praise (aspirasi).
	Aspiration Class = "aspiration"
	// Information is a request for information (permintaan informasi, UU 14/2008).
	Information Class = "information"
)

// Classes lists every class in the order in which people are offered them.
func Classes() []Class {
	return []Class{Complaint, ComplaintOversight, Aspiration, Information}
}

// ReporterClasses lists what a reporter may choose; the oversight grade is an officer's finding.
func ReporterClasses() []Class { return []Class{Complaint, Aspiration, Information} }

// Valid tells whether c is one of Classes.
func (c Class) Valid() bool {
	for _, k := range Classes() {
		if c == k {
			return true
		}
	}
	return false
}
