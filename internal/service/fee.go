package service

import (
	"slices"
	"strings"
)

// FeeKind says how a fee is set.
type FeeKind string

// How a fee is set.
const (
	FeeFree         FeeKind = "free"
	FeeFixed        FeeKind = "fixed" // one amount
	FeeTable        FeeKind = "table" // amounts by kind, or a tariff that the text only announces
	FeeByRegulation FeeKind = "by_regulation"
	FeeConditional  FeeKind = "conditional" // something is to be paid, the text does not say how much
)

// Fee is what a service costs, as far as its text says so.
type Fee struct {
	IsFree bool      `json:"is_free"`
	Items  []FeeItem `json:"items"` // never nil

	Kind     FeeKind `json:"-"`
	Basis    string  `json:"-"` // the rule that sets the fee, in the words of the text
	Measured bool    `json:"-"` // the text says by what unit and by which class the tariff goes, and leaves the amounts to a table
}

// FeeItem is one amount.
type FeeItem struct {
	Label   string `json:"label"`
	Amount  *int64 `json:"amount_idr"`           // whole rupiah; nil of a share
	Most    *int64 `json:"amount_max,omitempty"` // upper end of a range
	Share   string `json:"percent,omitempty"`    // of a value, such as "2.5"
	Unit    Per    `json:"unit"`                 // per what; empty when the text does not say
	MinUnit *int64 `json:"min_qty,omitempty"`    // the least number of units
}

// Per is what an amount is paid for, such as "lembar".
type Per string

// MarshalJSON writes null where the text does not say.
func (p Per) MarshalJSON() ([]byte, error) { return orNull(string(p)) }

// priced tells whether somebody can see from the fee what is to be paid.
func (f Fee) priced() bool { return f.IsFree || f.Measured || paid(f.Items) }

// paid tells whether an item is not for nothing.
func paid(items []FeeItem) bool {
	return slices.ContainsFunc(items, func(it FeeItem) bool { return it.Share != "" || it.Amount != nil && *it.Amount > 0 || it.Most != nil })
}

// ParseFee reads what a service costs out of the text of its component c04. It never fails.
func ParseFee(text string) Fee {
	plain := Plain(text)
	r := &feeReading{plain: plain, t: capped(tokenize(plain))}
	if !r.alone() {
		for _, s := range segments(plain, r.t) {
			r.segment(s[0], s[1])
		}
	}
	f := Fee{Items: r.items, Basis: r.basis()}
	f.IsFree = !paid(f.Items) && (r.free || len(f.Items) > 0) && !r.except && !r.othersPay()
	if !paid(f.Items) && !f.IsFree && r.except {
		f.Items = nil
	}
	if f.IsFree && r.allFree() {
		f.Items = nil
	}
	f.Measured = len(f.Items) == 0 && !f.IsFree && f.Basis == "" && r.measured()
	f.Kind = f.kind()
	if f.Items == nil {
		f.Items = []FeeItem{}
	}
	return f
}

func (f Fee) kind() FeeKind {
	switch {
	case f.IsFree:
		return FeeFree
	case len(f.Items) > 1 || f.Measured:
		return FeeTable
	case paid(f.Items):
		return FeeFixed
	case f.Basis != "":
		return FeeByRegulation
	}
	return FeeConditional
}

// feeReading is a text on its way to a Fee.
type feeReading struct {
	plain  string
	t      []token
	items  []FeeItem
	free   bool // somewhere it says that nothing is to be paid
	spoken bool // an amount of zero was written as a number
	except bool // "kecuali": something is to be paid after all
}

// alone reads texts that are one word or number: "5000", "0", "Tidak ada".
func (r *feeReading) alone() bool {
	if len(r.t) == 2 && phrase(r.t, 0, "tidak ada") > 0 {
		r.free = true
		return true
	}
	v, end, _, ok := figure(r.t, 0)
	if !ok || end != len(r.t) {
		return false
	}
	n := int64(v / 1000)
	r.items, r.spoken = []FeeItem{{Amount: &n}}, true
	return true
}

// othersPay tells of "gratis bagi peserta BPJS; umum sesuai tarif rumah sakit": a part of the text that says nothing of
// being free names somebody, and a tariff behind the name.
func (r *feeReading) othersPay() bool {
	for _, s := range segments(r.plain, r.t) {
		for from := s[0]; from < s[1]; {
			to := r.freeUntil(from, s[1])
			at := within(r.t, from, to, "sesuai", "mengacu", "berdasarkan", "menurut", "dikenakan", "membayar", "berbayar", "tarif", "perda", "perbup", "perwal")
			if at > from && within(r.t, from, to, freeWords()...) < 0 && r.label(from, at) != "" {
				return true
			}
			from = to + 1
		}
	}
	return false
}

// freeWords say that nothing is to be paid.
func freeWords() []string {
	return []string{
		"gratis", "tidak dipungut", "tidak di pungut", "tanpa dipungut", "tidak dikenakan", "tidak dikenai", "bebas biaya", "bebas retribusi", "tanpa biaya", "tidak ada biaya",
		"tidak ada pungutan", "tidak ada tarif", "tidak berbayar", "tidak bayar", "tidak membayar", "nihil", "nol rupiah", "cuma-cuma", "free", "biaya nol", "dibebaskan",
		"ditanggung penjamin", "ditanggung bpjs", "ditanggung pemerintah", "ditanggung apbd", "ditanggung apbn", "ditanggung negara", "ditanggung jkn", "ditanggung asuransi",
		"dijamin bpjs", "tidak dipunggut", "tidak dipungu", "tdk dipungut", "gratiss",
	}
}

// segment reads the amounts of one segment.
func (r *feeReading) segment(from, to int) {
	if at := within(r.t, from, to, "kecuali", "selain", "di luar"); at >= 0 && within(r.t, from, to, freeWords()...) >= 0 {
		r.except = r.except || at > from
	}
	prev := from
	for i := from; i < to; i++ {
		m, ok := moneyAt(r.t[:to], i)
		if !ok {
			if n := markerAt(r.t[:to], i, freeWords()); n > 0 && (!is(r.t, i-1, "tidak", "bukan") || !is(r.t, i, "gratis", "free")) {
				end := r.freeUntil(i+n, to)
				r.freeItem(prev, i, i+n, end)
				i, prev = end-1, end
			}
			continue
		}
		end := r.after(m.to, to)
		r.item(prev, m, end, to)
		i, prev = max(m.to, end)-1, max(m.to, end)
	}
}

// freeUntil is where the words about one free case end.
func (r *feeReading) freeUntil(from, to int) int {
	for i := from; i < to; i++ {
		if is(r.t, i, ",", "sedangkan", "namun", "tetapi", "kecuali") {
			return i
		}
	}
	return to
}

// freeItem keeps a free case, for texts in which others pay.
func (r *feeReading) freeItem(from, at, to, end int) {
	r.free = true
	label := r.label(from, at)
	if label == "" {
		label = r.label(to, end)
	}
	zero := int64(0)
	r.items = append(r.items, FeeItem{Label: label, Amount: &zero})
}

// allFree tells whether no amount was written, so that there is nothing to list.
func (r *feeReading) allFree() bool { return !r.spoken }

// item makes one item of an amount and the words around it.
func (r *feeReading) item(from int, m money, end, to int) {
	unit, behind := r.unit(m.to, to)
	it := FeeItem{Label: r.label(from, m.from), Unit: Per(unit), Share: m.share}
	if m.share == "" {
		lo := m.lo
		it.Amount = &lo
		r.spoken = true
		if m.hi > m.lo {
			hi := m.hi
			it.Most = &hi
		}
	}
	it.MinUnit = r.leastUnits(m.to, to)
	if it.Label == "" {
		if at := within(r.t, behind, end, "(", "sesuai", "berdasarkan", "mengacu", "menurut", "pnbp"); at > behind || at >= 0 && !is(r.t, at, "(") {
			end = at
		}
		it.Label = r.label(behind, end)
	}
	r.items = append(r.items, it)
}

// after is where the words behind an amount end: at a comma, at "dan", or where the next amount begins.
func (r *feeReading) after(from, to int) int {
	for i := from; i < to; i++ {
		if is(r.t, i, ",", "sedangkan", "namun", "tetapi") || is(r.t, i, "dan") && i > from {
			return i
		}
		if _, ok := moneyAt(r.t[:to], i); ok {
			return from + r.keep(from, i)
		}
	}
	return to
}

// keep is how many tokens behind an amount belong to it when the next amount follows without a comma: its unit.
func (r *feeReading) keep(from, next int) int {
	if is(r.t, from, "/", "per") && from+2 <= next {
		return 2
	}
	return 0
}

// unit reads "/kg", "per sampel", "setiap lembar" behind an amount, and tells the token behind it.
func (r *feeReading) unit(from, to int) (string, int) {
	for i := from; i < min(to, from+8); i++ {
		if is(r.t, i, ",") || is(r.t, i, "(") && i > from {
			break
		}
		if is(r.t, i, "/", "per", "tiap", "setiap") && i+1 < to && r.t[i+1].kind == 'w' {
			return r.t[i+1].text, i + 2
		}
		if is(r.t, i, "perorang", "perlembar", "perbulan", "perhari", "pertahun", "perunit", "persampel") {
			return strings.TrimPrefix(r.t[i].text, "per"), i + 1
		}
		if _, ok := moneyAt(r.t[:to], i); ok {
			break
		}
	}
	return "", from
}

// leastUnits reads "minimal 10 lembar" behind an amount.
func (r *feeReading) leastUnits(from, to int) *int64 {
	to = min(to, from+12)
	at := within(r.t, from, to, "minimal", "minimum", "min", "min .", "sekurang-kurangnya", "paling sedikit")
	if at < 0 {
		return nil
	}
	for i := from; i < at; i++ {
		if _, ok := moneyAt(r.t[:to], i); ok {
			return nil // it belongs to the next amount
		}
	}
	for i := at + 1; i < min(to, at+5); i++ {
		if q, _, ok := quantity(r.t[:to], i); ok && q > 0 {
			return ptr(int64(q / 1000))
		}
	}
	return nil
}

// label is the text of a stretch without what only introduces an amount.
func (r *feeReading) label(from, to int) string {
	for from < to && (r.t[from].kind == 'p' && !is(r.t, from, "(") || introduces(r.t[from].text)) {
		from++
	}
	for to > from && (r.t[to-1].kind == 'p' && !is(r.t, to-1, ")", "%") || introduces(r.t[to-1].text)) {
		to--
	}
	if from >= to {
		return ""
	}
	if is(r.t, from, "(") && within(r.t, from, to, "pnbp", "sesuai", "perda", "pp", "uu", "perbup", "perwal", "peraturan") >= 0 {
		return ""
	}
	s := strings.TrimSpace(r.plain[r.t[from].start:r.t[to-1].end])
	if at := strings.LastIndexByte(s, ':'); at >= 0 && strings.TrimSpace(s[at+1:]) != "" {
		s = strings.TrimSpace(s[at+1:]) // the heading of a list
	}
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") && strings.Count(s, "(") == 1 {
		s = strings.Trim(s, "() ")
	}
	if strings.Count(s, "(") != strings.Count(s, ")") {
		s = strings.Trim(s, "() ")
	}
	return s
}

func introduces(w string) bool {
	switch w {
	case "sebesar", "adalah", "biaya", "tarif", "dikenakan", "retribusi", "yaitu", "dengan", "rp", "dan", "untuk", "bagi", "sedangkan", "namun", "tetapi", "per", "mulai",
		"dari", "senilai", "seharga", "maka", "sejumlah", "\n", "pungutan", "dipungut", "apapun", "rupiah", "x":
		return true
	}
	return false
}
