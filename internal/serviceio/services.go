package serviceio

import (
	"encoding/json"
	"fmt"
	"strconv"

	"tuntas/internal/civic"
	"tuntas/internal/service"
)

// Service reads the texts of a record. What the record says to have been parsed out of them is not looked at, with one
// exception: the rows of a tariff table are no parse, they are how an agency writes amounts down.
func (e Entry) Service() (service.Service, error) {
	if e.Err != nil {
		return service.Service{}, e.Err
	}
	t, err := parse(e.Source)
	if err != nil {
		return service.Service{}, err
	}
	s, err := serviceOf(t)
	if err == nil && !service.Filled(s.Name) && !service.Filled(s.Published) {
		err = civic.Invalid("name", "error.name_needed")
	}
	return s, err
}

func serviceOf(t tree) (service.Service, error) {
	r := &reader{}
	head, std := r.object(t, "service"), r.object(t, "standard")
	s := service.Service{
		ID: r.text(t, "id"), Name: r.text(head, "name"), Published: r.text(head, "name_as_published"), Kind: r.text(head, "type"),
		Sector: r.text(head, "sector"), Decree: r.text(head, "decree_no"), Owner: owner(r, t), Online: r.words(t, "online_service_text"),
		Requirements: items(r, std, "requirements"), Steps: items(r, std, "steps"), Products: items(r, std, "products"), Complaint: complaint(r, std),
	}
	if text, ok := component(r, std, "time"); ok {
		s.Time = &text
	}
	if text, ok := component(r, std, "fee"); ok {
		s.Fee = &service.FeeText{Text: text, Rows: tariff(std)}
	}
	making := r.object(std, "manufacturing")
	for i, name := range makingNames() {
		s.Making[i] = r.words(making, name)
	}
	s.Places, s.Known = places(t), known(t)
	for _, v := range r.list(t, "extras") {
		if o, ok := v.(tree); ok {
			s.Extras = append(s.Extras, service.Extra{Label: r.text(o, "label"), Text: r.text(o, "text")})
		}
	}
	return s, r.err
}

// makingNames are the names of c07 to c14 in the shape of the examples.
func makingNames() []string {
	return []string{"dasar_hukum", "sarana", "kompetensi", "pengawasan_internal", "jumlah_pelaksana", "jaminan_pelayanan", "jaminan_keamanan", "evaluasi_kinerja"}
}

func owner(r *reader, t tree) service.Owner {
	if name, ok := t["agency"].(string); ok {
		return service.Owner{Agency: name}
	}
	a := r.object(t, "agency")
	certain, said := a["certain"].(bool)
	return service.Owner{Agency: r.text(a, "name"), Unit: r.text(a, "unit"), Region: r.text(a, "region"), Level: r.text(a, "level"), Uncertain: said && !certain}
}

// component reads the text of a component that is an object with a text, or a text alone.
func component(r *reader, std tree, name string) (string, bool) {
	switch v := std[name].(type) {
	case nil:
		return "", false
	case tree:
		return r.words(v, "text"), true
	}
	return r.words(std, name), true
}

func items(r *reader, std tree, name string) []service.Item {
	var out []service.Item
	for _, v := range r.list(std, name) {
		if o, ok := v.(tree); ok {
			out = append(out, service.Item{Group: r.text(o, "group"), Text: r.words(o, "text")})
			continue
		}
		out = append(out, service.Item{Text: r.text(tree{name: v}, name)})
	}
	return out
}

func complaint(r *reader, std tree) service.Complaint {
	if text, ok := std["complaint"].(string); ok {
		return service.Complaint{Text: text}
	}
	o := r.object(std, "complaint")
	c := service.Complaint{Text: r.words(o, "text")}
	for _, v := range r.list(o, "channels") {
		if ch, ok := v.(tree); ok {
			portal, _ := ch["platform_boilerplate"].(bool)
			c.Channels = append(c.Channels, service.Channel{Kind: r.text(ch, "type"), Value: r.text(ch, "value"), Portal: portal})
			continue
		}
		c.Channels = append(c.Channels, service.Channel{Value: r.text(tree{"channels": v}, "channels")})
	}
	for _, v := range items(r, o, "stages") {
		c.Stages = append(c.Stages, v.Text)
	}
	for _, v := range r.list(o, "sla") {
		if class, ok := v.(tree); ok {
			c.Classes = append(c.Classes, r.text(class, "class"))
		}
	}
	return c
}

// tariff reads the rows of the table beside the text of a fee. A row of another form is no row, and no error either.
func tariff(std tree) []service.FeeItem {
	fee, _ := std["fee"].(tree)
	rows, _ := fee["items"].([]any)
	r := &reader{}
	var out []service.FeeItem
	for _, v := range rows {
		o, ok := v.(tree)
		if !ok {
			continue
		}
		n, ok := o["amount_idr"].(json.Number)
		if !ok {
			continue
		}
		amount, err := strconv.ParseInt(n.String(), 10, 64)
		if err != nil {
			continue
		}
		it := service.FeeItem{Label: r.text(o, "label"), Amount: &amount, Unit: service.Per(r.text(o, "unit"))}
		if least, ok := o["min_qty"].(json.Number); ok {
			if q, err := least.Int64(); err == nil {
				it.MinUnit = &q
			}
		}
		out = append(out, it)
	}
	return out
}

// places reads where a service is given. What has another form is kept, and is no place.
func places(t tree) (out []service.Place) {
	list, _ := t["places"].([]any)
	r := &reader{}
	for _, v := range list {
		switch o := v.(type) {
		case string:
			out = append(out, service.Place{Name: o})
		case tree:
			out = append(out, service.Place{Name: r.text(o, "name"), Address: r.text(o, "address"), Hours: r.text(o, "hours"), Region: r.text(o, "region")})
		}
	}
	return out
}

// known reads by what another system knows a service; empty when that is not said.
func known(t tree) service.Reference {
	o, _ := t["external_ref"].(tree)
	r := &reader{}
	ref := service.Reference{System: r.text(o, "system"), ID: r.text(o, "id")}
	if ref.System == "" || ref.ID == "" {
		return service.Reference{}
	}
	return ref
}

// Line is what a dry run prints of one service.
type Line struct {
	ID       string            `json:"id"`
	Time     *service.Time     `json:"time"`
	Fee      *service.Fee      `json:"fee"`
	Delivery int               `json:"filled_delivery"`
	Warnings []service.Warning `json:"warnings"`
	Likely   []string          `json:"duplicate_of,omitempty"` // earlier records of the same owner with a name nearly the same
}

// LineOf judges a service. Records without an identifier of their own are known by their row.
func LineOf(row int, s service.Service) Line {
	j := service.Judge(s)
	return Line{ID: Known(row, s.ID), Time: j.Time, Fee: j.Fee, Delivery: j.Delivery, Warnings: j.Warnings}
}

// Known is how messages name a record: its identifier, or its row.
func Known(row int, id string) string {
	if id == "" {
		return fmt.Sprintf("#%d", row)
	}
	return id
}

// Duplicates finds services that are perhaps the same: of one owner, with names nearly the same. It keeps what it has seen.
type Duplicates struct{ seen map[string][]named }

type named struct{ id, name string }

// Add takes a service in, and returns the identifiers of earlier ones that it is like.
func (d *Duplicates) Add(row int, s service.Service) []string {
	if d.seen == nil {
		d.seen = map[string][]named{}
	}
	owner := s.Owner.Key()
	var like []string
	for _, n := range d.seen[owner] {
		if service.Likeness(n.name, s.Name) > service.NearDuplicate {
			like = append(like, n.id)
		}
	}
	d.seen[owner] = append(d.seen[owner], named{Known(row, s.ID), s.Name})
	return like
}
