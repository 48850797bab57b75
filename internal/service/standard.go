package service

import "strings"

// Service is one service with its standard, in the words in which somebody wrote it down. Nothing in it is parsed.
type Service struct {
	ID        string // as the source numbers it; empty when it does not
	Name      string
	Published string // the name under which the source publishes it, with its slips; may be empty
	Kind      string // barang, jasa, administratif
	Sector    string
	Decree    string // number of the decree (No. SK)
	Owner     Owner

	Requirements []Item    // c01
	Steps        []Item    // c02
	Time         *string   // c03; nil when the source has no such component
	Fee          *FeeText  // c04; nil when the source has no such component
	Products     []Item    // c05
	Complaint    Complaint // c06
	Making       [8]string // c07 to c14

	Online string  // link or words about the service online
	Places []Place // where it is given; none: at its owner
	Extras []Extra // what the source says beside the components

	Known Reference // by what another system knows it
}

// Place is where a service is given.
type Place struct {
	Name, Address, Hours string
	Region               string // Kemendagri code, where the source says it
}

// Reference is by what a system knows a service.
type Reference struct{ System, ID string }

// Owner is who offers a service, as the source says.
type Owner struct {
	Agency, Unit, Region, Level string
	Uncertain                   bool // the source says that it is not sure
}

// Item is one entry of a list: a requirement with its group, a step, a product.
type Item struct {
	Group, Text string
}

// FeeText is the component c04: its words, and the rows of the tariff table that stands beside them.
type FeeText struct {
	Text string
	Rows []FeeItem
}

// Complaint is the component c06.
type Complaint struct {
	Text     string
	Channels []Channel
	Stages   []string
	Classes  []string // classes of complaints for which the source promises a time
}

// Channel is one way to complain.
type Channel struct {
	Kind, Value string
	Portal      bool // the line that the portal prints on every page, not the agency's own
}

// Extra is what a source says under a label of its own.
type Extra struct {
	Label, Text string
}

// Components is the number of components of a standard; Delivery of them are about delivering the service and must
// be published.
const (
	Components = 14
	Delivery   = 6
)

// Codes names the components in their order: c01 to c14.
func Codes() []string {
	return []string{"c01", "c02", "c03", "c04", "c05", "c06", "c07", "c08", "c09", "c10", "c11", "c12", "c13", "c14"}
}

// Filled tells of each component whether it holds real text.
func (s Service) Filled() [Components]bool {
	var f [Components]bool
	f[0], f[1], f[4] = anyFilled(s.Requirements), anyFilled(s.Steps), anyFilled(s.Products)
	f[2] = s.Time != nil && Filled(*s.Time)
	f[3] = s.Fee != nil && (Filled(s.Fee.Text) || len(s.Fee.Rows) > 0 || ParseFee(s.Fee.Text).IsFree)
	f[5] = s.Complaint.filled()
	for i, text := range s.Making {
		f[Delivery+i] = Filled(text) || strings.ContainsAny(text, "0123456789") // "4" is a number of staff
	}
	return f
}

func anyFilled(list []Item) bool {
	for _, it := range list {
		if Filled(it.Text) {
			return true
		}
	}
	return false
}

// filled tells whether the agency itself says how to complain: by a channel of its own, a stage, or a time by class.
// The portal's line about LAPOR! says nothing about the agency.
func (c Complaint) filled() bool {
	if Filled(withoutPortal(c.Text)) {
		return true
	}
	for _, ch := range c.Channels {
		if ch.own() {
			return true
		}
	}
	for _, s := range append(append([]string{}, c.Stages...), c.Classes...) {
		if Filled(s) {
			return true
		}
	}
	return false
}

// own tells whether a channel is the agency's own. LAPOR! without an address is what the portal prints everywhere.
func (c Channel) own() bool {
	value := strings.TrimSpace(c.Value)
	if c.Portal || value == "" && strings.EqualFold(strings.TrimSpace(c.Kind), "lapor") {
		return false
	}
	if value == "" {
		return Filled(c.Kind)
	}
	return Filled(value)
}

// withoutPortal drops the sentences that the portal prints on every page.
func withoutPortal(text string) string {
	plain := Plain(text)
	if !strings.Contains(strings.ToLower(plain), "lapor") {
		return plain
	}
	var kept []string
	found := false
	for _, s := range strings.FieldsFunc(plain, func(r rune) bool { return r == '\n' || r == '!' || r == ';' }) {
		low := strings.ToLower(s)
		if strings.Contains(low, "juga dapat menyampaikan") && strings.Contains(low, "lapor") || strings.Contains(low, "klik banner") {
			found = true
			continue
		}
		kept = append(kept, s)
	}
	if !found {
		return plain
	}
	var rest []string
	for _, w := range strings.Fields(strings.Join(kept, "\n")) {
		if !linkWord(strings.ToLower(w)) {
			rest = append(rest, w)
		}
	}
	return strings.Join(rest, " ")
}

// linkWord tells of the links that stand under the portal's sentence, and of the words around them.
func linkWord(w string) bool {
	for _, host := range []string{"lapor.go.id", "play.google", "apps.apple", "itunes.apple"} {
		if strings.Contains(w, host) {
			return true
		}
	}
	switch strings.Trim(w, ":.,()-") {
	case "website", "situs", "web", "link", "tautan", "google", "play", "playstore", "store", "app", "appstore", "apple", "android", "ios", "unduh", "aplikasi", "atau", "dan", "di", "lapor", "sp4n", "sp4n-lapor":
		return true
	}
	return false
}

// unresolved tells whether nobody can say from the source whose service this is.
func (o Owner) unresolved() bool {
	name := strings.TrimSpace(o.Agency)
	if o.Uncertain || !Filled(name) || strings.HasPrefix(name, "(") && strings.HasSuffix(name, ")") {
		return true
	}
	for _, s := range []string{o.Agency, o.Unit, o.Region} {
		t := tokenize(strings.ToLower(s))
		if within(t, 0, len(t), "diduga", "kemungkinan", "mungkin", "tidak jelas", "belum pasti", "tidak pasti", "tidak tertulis", "tidak diketahui", "( ? )") >= 0 {
			return true
		}
	}
	return false
}
