package officer

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// Names of the filters in the address of the list.
const (
	byUnit     = "unit"
	byOfficer  = "petugas" // saya, tanpa, or a number
	byTopic    = "topik"
	byRegion   = "wilayah"
	byChannel  = "saluran"
	byClass    = "jenis"
	byFact     = "sifat" // any number of them
	byMark     = "tanda" // the same
	byLabel    = "label"
	byWords    = "q"
	bySince    = "sejak"
	byUntil    = "sampai"
	officerMe  = "saya"
	officerNil = "tanpa"
)

// filterNames are all of them, in the order in which they are named.
func filterNames() []string {
	return []string{byWords, byUnit, byOfficer, byTopic, byRegion, byChannel, byClass, byFact, byMark, byLabel, bySince, byUntil}
}

// flagNames are the names of one kind in the order of the page.
func flagNames(kind string) []string {
	if kind == byFact {
		return []string{"belum-beres", "dikembalikan", "anonim", "rahasia"}
	}
	return []string{"belum-dibaca", "dipantau", "disebut", "draf-kembali"}
}

// asked is what an address asks of the list.
type asked struct {
	Tab   tab
	State civic.State
	Query casework.InboxQuery
	Kept  url.Values // what of it was understood, the place in the list aside
	On    []ui.Link  // each filter in words, with the address without it
}

// readAsked understands an address, as all doors do. What it does not understand is left out of Kept.
func readAsked(v *staff.Visit, q url.Values) asked {
	a := asked{Query: casework.ReadAddress(v.Map, v.Who.Desk, q)}
	a.Kept, _ = casework.Address(v.Map, v.Who.Desk, a.Query)
	a.Tab, a.State = tabOf(a.Kept.Get("tab")), a.Query.State
	a.Query.Limit = pageRows
	a.recent(q)
	return a
}

// filtered tells whether the list is narrowed at all.
func (a asked) filtered() bool {
	return a.State != "" || slices.ContainsFunc(filterNames(), a.Kept.Has)
}

// url is the address of the list with some values changed; an empty value takes one away.
func (a asked) url(kv ...string) string {
	q := url.Values{}
	for name, values := range a.Kept {
		q[name] = values
	}
	for i := 0; i+1 < len(kv); i += 2 {
		if q.Del(kv[i]); kv[i+1] != "" {
			q.Set(kv[i], kv[i+1])
		}
	}
	return home(q, "")
}

// without is the address without one of the values of a filter.
func (a asked) without(name, value string) string {
	q := url.Values{}
	for k, values := range a.Kept {
		q[k] = slices.DeleteFunc(slices.Clone(values), func(x string) bool { return k == name && x == value })
		if len(q[k]) == 0 {
			q.Del(k)
		}
	}
	return home(q, "")
}

// name puts every filter that is on into words.
func (p *Pages) name(v *staff.Visit, a *asked) error {
	if a.State != "" {
		a.On = append(a.On, ui.Link{URL: a.url("keadaan", ""), Text: stateName(v.P, a.State)})
	}
	for _, name := range filterNames() {
		for _, value := range a.Kept[name] {
			text, err := p.filterWords(v, a, name, value)
			if err != nil {
				return err
			}
			a.On = append(a.On, ui.Link{URL: a.without(name, value), Text: text})
		}
	}
	return nil
}

// filterWords says one filter. i18n:keys officer.filter.on. officer.filter.flag.
func (p *Pages) filterWords(v *staff.Visit, a *asked, name, value string) (string, error) {
	switch name {
	case byWords:
		return v.P.T("officer.filter.on.q", "q", value), nil
	case byUnit:
		desk, _ := v.Map.Tree.Get(staff.ID(value))
		return desk.ShortName, nil
	case byOfficer:
		return p.officerWords(v, value)
	case byTopic:
		t, _ := v.Map.Topic(staff.ID(value))
		if v.P.Lang() == i18n.English && t.NameEN != "" {
			return t.NameEN, nil
		}
		return t.NameID, nil
	case byRegion:
		c, err := p.staff.Place(v.R.Context(), value)
		if err != nil || c.Text == "" {
			return value, err
		}
		return c.Text, nil
	case byChannel:
		return channelName(v.P, value), nil
	case byClass:
		return v.P.T("class." + value), nil
	case byFact, byMark:
		return v.P.T("officer.filter.flag." + strings.ReplaceAll(value, "-", "_")), nil
	case bySince, byUntil:
		d := a.Query.From
		if name == byUntil {
			d = a.Query.To
		}
		return v.P.T("officer.filter.on."+name, "day", v.P.DateShort(d)), nil
	default:
		return value, nil
	}
}

func (p *Pages) officerWords(v *staff.Visit, value string) (string, error) {
	switch value {
	case officerMe:
		return v.P.T("officer.filter.mine"), nil
	case officerNil:
		return v.P.T("officer.filter.nobody"), nil
	default:
		names, err := p.Casework.OfficerNames(v.R.Context(), v.Who, []civic.ID{staff.ID(value)})
		if err != nil {
			return "", err
		}
		if name := names[staff.ID(value)]; name != "" {
			return name, nil
		}
		return value, nil
	}
}

// filterForm is what the form of filters asks.
type filterForm struct {
	Words   ui.Field
	State   []ui.Option
	Officer []ui.Option
	Unit    []ui.Option
	Topic   staff.Pick
	Region  *staff.Finder
	Channel []ui.Option
	Class   []ui.Option
	Facts   []ui.Option
	Marks   []ui.Option
	Label   []ui.Option
	Since   ui.Field
	Until   ui.Field
}

// filterForm fills the form with what the list is narrowed by.
func (p *Pages) filterForm(v *staff.Visit, a asked, labels []string) (filterForm, error) {
	all := ui.Option{Label: v.P.T("officer.filter.all")}
	at := func(name string) string { return a.Kept.Get(name) }
	f := filterForm{
		Words:   ui.Field{Name: byWords, ID: "saring-q", Label: v.P.T("officer.filter.q"), Hint: v.P.T("officer.filter.q_hint"), Value: at(byWords)},
		Officer: []ui.Option{all, {Value: officerMe, Label: v.P.T("officer.filter.mine"), Checked: at(byOfficer) == officerMe}, {Value: officerNil, Label: v.P.T("officer.filter.nobody"), Checked: at(byOfficer) == officerNil}},
		Unit:    []ui.Option{all}, Channel: []ui.Option{all}, Class: []ui.Option{all}, Label: []ui.Option{all},
		Topic: staff.TopicPick(v, at(byTopic)),
		Since: ui.Field{Name: bySince, ID: "saring-sejak", Label: v.P.T("officer.filter.since"), Type: "date", Value: at(bySince)},
		Until: ui.Field{Name: byUntil, ID: "saring-sampai", Label: v.P.T("officer.filter.until"), Type: "date", Value: at(byUntil)},
	}
	f.Topic.ID, f.Topic.Name = "saring-topik", byTopic
	f.Topic.Groups[0].Options[0] = all
	for _, id := range v.Map.Tree.Children(v.Who.Desk) {
		if desk, ok := v.Map.Tree.Get(id); ok && len(f.Unit) < 200 {
			f.Unit = append(f.Unit, ui.Option{Value: id.String(), Label: desk.ShortName, Checked: at(byUnit) == id.String()})
		}
	}
	for _, c := range []string{"web", "sms", "whatsapp", "email", "counter", "phone", "api", "import"} {
		if v.P.Has("channel." + c) {
			f.Channel = append(f.Channel, ui.Option{Value: c, Label: channelName(v.P, c), Checked: at(byChannel) == c})
		}
	}
	for _, c := range civic.Classes() {
		f.Class = append(f.Class, ui.Option{Value: string(c), Label: v.P.T("class." + string(c)), Checked: at(byClass) == string(c)})
	}
	for _, l := range labels {
		f.Label = append(f.Label, ui.Option{Value: l, Label: l, Checked: at(byLabel) == l})
	}
	f.Facts, f.Marks = a.boxes(v.P, byFact), a.boxes(v.P, byMark)
	if code := at(byOfficer); staff.ID(code) != 0 {
		name, err := p.officerWords(v, code)
		if err != nil {
			return f, err
		}
		f.Officer = append(f.Officer, ui.Option{Value: code, Label: name, Checked: true})
	}
	place := staff.Choice{}
	if code := at(byRegion); code != "" {
		var err error
		if place, err = p.staff.Place(v.R.Context(), code); err != nil {
			return f, err
		}
	}
	f.Region = &staff.Finder{Name: byRegion, ID: "saring-wilayah", Label: v.P.T("officer.filter.region"), Typed: place.Label(), Value: place.Value, Button: v.P.T("officer.target.search"), Do: doSearch, Search: staff.Home + "/wilayah"}
	return f, nil
}

func (a asked) boxes(p *i18n.Printer, kind string) []ui.Option {
	var out []ui.Option
	for _, name := range flagNames(kind) {
		out = append(out, ui.Option{Value: name, Label: p.T("officer.filter.flag." + strings.ReplaceAll(name, "-", "_")), Checked: slices.Contains(a.Kept[kind], name)})
	}
	return out
}

// filter reads the form of filters and goes to the list that it means, in an address without empty parts.
func (p *Pages) filter(v *staff.Visit) error {
	q := v.R.URL.Query()
	if text := strings.TrimSpace(q.Get(byRegion)); text != "" && !casework.IsRegionCode(text) {
		found, err := p.staff.Places(v.R.Context()).Find(strings.TrimSpace(strings.Split(text, ",")[0]))
		if err != nil {
			return err
		}
		q.Del(byRegion)
		if id := q.Get(byRegion + "_id"); casework.IsRegionCode(id) {
			q.Set(byRegion, id)
		} else if len(found) > 0 {
			q.Set(byRegion, found[0].Value)
		}
	}
	return v.See(readAsked(v, q).url())
}

// mostText says a count, exactly up to mostCounted.
func mostText(p *i18n.Printer, n casework.Tally) string {
	if n.N < 0 {
		return ""
	}
	text := p.Count(int(n.N), mostCounted)
	if n.AtLeast && n.N <= mostCounted {
		text += "+"
	}
	return text
}

// placeOf is a place in the list as the address holds it.
func placeOf(dueMicros int64, id civic.ID) string {
	return strconv.FormatInt(dueMicros, 10) + "." + id.String()
}
