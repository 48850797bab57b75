package officer

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/triage"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// What the buttons of a public version ask for, in "do".
const (
	doCover    = "tutupi"       // one finding: "tutupi public_body 17 NIK"
	doCoverAll = "tutupi-semua" // every finding
	doUncover  = "kembalikan"   // what the last of those covered
	doPhotos   = "foto"         // the tools for blurring the chosen photos
)

// publicNames are the fields of a public version, as the forms name them.
func publicNames() []string { return []string{"public_title", "public_body", "public_place"} }

// publishes tells whether the form of a verb has a public version in it.
func publishes(v civic.Verb) bool { return v == civic.VerbVerify || v == civic.VerbPublish }

// foundBox lists the personal data in a public version.
type foundBox struct {
	P     *i18n.Printer
	Verb  civic.Verb
	Lines []foundLine
	Ask   bool // it was sent all the same: say why, or cover
	Error string
	Tick  bool
	Why   ui.Field

	Covered int         // how much was covered at once a moment ago
	Was     []foundText // the texts before that
	Back    bool        // they came back a moment ago
}

// foundText is a text of a public version as it was before all in it was covered, in the box of that name.
type foundText struct{ Name, Text string }

// before is the name of the box that keeps a text as it was, and coveredN that of how much was covered in all of them.
const (
	before   = "semula_"
	coveredN = "ditutupi"
)

// foundLine is one piece that was found.
type foundLine struct{ Field, Kind, Where, Words, Cover, Do string }

// foundIn lists what is found in texts by the names of their fields.
func foundIn(p *i18n.Printer, text func(name string) string) (out []foundLine) {
	for _, name := range publicNames() {
		t := text(name)
		for _, f := range triage.Find(t) {
			out = append(out, foundLine{Field: name, Kind: p.T(f.Kind.Key()), Where: p.T("officer.found.in." + name), // i18n:keys pii. officer.found.in.
				Words: t[f.From:f.To], Cover: triage.Cover(f.Kind), Do: doCover + " " + name + " " + strconv.Itoa(f.From) + " " + string(f.Kind)})
		}
	}
	return out
}

// findingsOf is the list for the form of a verb as it stands on the page.
func (v reportView) findingsOf(verb civic.Verb) foundBox {
	first := map[string]string{"public_title": v.publicTitle(verb).Value, "public_body": v.publicBody(verb).Value, "public_place": v.publicPlace(verb).Value}
	b := foundBox{P: v.P, Verb: verb, Lines: foundIn(v.P, func(name string) string { return civic.TidyText(first[name]) }), Error: v.mistake(verb, "found")}
	b.Tick = v.on(verb, "found_anyway")
	b.Ask = len(b.Lines) > 0 && (b.Error != "" || b.Tick)
	b.Why = v.field(verb, "found_why", v.P.T("officer.found.why"), v.P.T("officer.found.why_hint"), "", 0)
	b.Why.MaxLength = civic.MaxFact
	if v.Form.Verb == verb {
		b.Covered, _ = strconv.Atoi(v.Form.Values.Get(coveredN)) // 0 when nothing was
		b.Back = v.Form.Values.Get("do") == doUncover
	}
	for _, name := range publicNames() {
		if b.Covered > 0 {
			b.Was = append(b.Was, foundText{before + name, v.Form.Values.Get(before + name)})
		}
	}
	return b
}

// allCovered covers all that is found in texts by the names of their fields, wherever the same words stand, and counts
// what it covered.
func allCovered(text func(name string) string) (out map[string]string, n int) {
	out = map[string]string{}
	var all []triage.Finding
	var words []string
	for _, name := range publicNames() {
		out[name] = text(name)
		for _, f := range triage.Find(out[name]) {
			all, words = append(all, f), append(words, out[name][f.From:f.To])
		}
	}
	for name, was := range out {
		now, _ := triage.MaskAll(was)
		for i, f := range all {
			now = triage.MaskSame(now, words[i], f.Kind)
		}
		out[name] = now
		n += len(triage.CoveredIn(now)) - len(triage.CoveredIn(was)) // what was covered before stays
	}
	return out, n
}

// coverAll covers all that is found, and keeps the texts as they were.
func coverAll(values url.Values) {
	covered, n := allCovered(values.Get)
	for name, text := range covered {
		values.Set(before+name, values.Get(name))
		values.Set(name, text)
	}
	values.Set(coveredN, strconv.Itoa(n))
}

// uncover puts back what was covered at once. A text that was changed since stays as it is.
func uncover(values url.Values) {
	was := func(name string) string { return civic.TidyText(values.Get(before + name)) }
	covered, _ := allCovered(was)
	for name, text := range covered {
		if text == values.Get(name) {
			values.Set(name, was(name))
		}
	}
	values.Del(coveredN)
}

// publishing does what the buttons inside a public version ask for; done is false when the form is to be sent.
func (p *Pages) publishing(v *staff.Visit, in *casework.View, form typed) (done bool, err error) {
	if !publishes(form.Verb) {
		return false, nil
	}
	for _, name := range publicNames() { // positions are counted in what will be kept
		if form.Values.Has(name) {
			form.Values.Set(name, civic.TidyText(form.Values.Get(name)))
		}
	}
	do := staff.Text(v.R, "do")
	switch {
	case do == doCoverAll:
		coverAll(form.Values)
	case do == doUncover:
		uncover(form.Values)
	case strings.HasPrefix(do, doCover+" "):
		coverOne(form.Values, strings.Fields(do))
	case do == doPhotos:
	default:
		return false, nil
	}
	return true, p.showReport(v, http.StatusOK, in, form, nil)
}

// coverOne covers the finding that a button names, and the same words wherever else they stand. When the text was
// changed meanwhile, it is the nearest finding of that kind.
func coverOne(values url.Values, words []string) {
	if len(words) != 4 || !slices.Contains(publicNames(), words[1]) {
		return
	}
	from, _ := strconv.Atoi(words[2])
	kind := triage.Kind(words[3])
	text := values.Get(words[1])
	found := slices.DeleteFunc(triage.Find(text), func(f triage.Finding) bool { return f.Kind != kind })
	if len(found) == 0 {
		return
	}
	f := slices.MinFunc(found, func(a, b triage.Finding) int {
		return cmp.Compare(max(a.From-from, from-a.From), max(b.From-from, from-b.From))
	})
	same := text[f.From:f.To]
	values.Set(words[1], triage.Mask(text, []triage.Finding{f}))
	for _, name := range publicNames() {
		values.Set(name, triage.MaskSame(values.Get(name), same, kind))
	}
}

// aboutPublic puts what is wrong with a public version beside its boxes.
func aboutPublic(err error) error {
	e, ok := errors.AsType[*civic.Error](err)
	if !ok {
		return err
	}
	about := *e
	switch e.Field {
	case "found":
		about.Key = "officer.found.still"
	case "photo_alt", "photo_parts":
		id, known := e.Args["file"].(civic.ID)
		if !known {
			return err
		}
		about.Field = "photo-" + id.String() + "-alt"
	default:
		return err
	}
	return &about
}

// findings answers with the list for a public version while it is written.
func (p *Pages) findings(v *staff.Visit) error {
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	b := foundBox{P: v.P, Verb: civic.Verb(staff.Text(v.R, "verb")), Tick: staff.Text(v.R, "found_anyway") != "", Ask: staff.Text(v.R, "ask") != ""}
	if !publishes(b.Verb) {
		return civic.NotFound("error.not_found")
	}
	b.Lines = foundIn(v.P, func(name string) string { return civic.TidyText(v.R.PostFormValue(name)) })
	b.Ask = b.Ask && len(b.Lines) > 0
	b.Why = ui.Field{Name: "found_why", ID: string(b.Verb) + "-found_why", Label: v.P.T("officer.found.why"), Hint: v.P.T("officer.found.why_hint"),
		Value: v.R.PostFormValue("found_why"), MaxLength: civic.MaxFact}
	v.W.Header().Set("Cache-Control", "no-store")
	return v.Show(http.StatusOK, foundList(b))
}

// foundWhy is the reason for publishing what was found. Errors: invalid "found_why" when the tick stands without one.
func foundWhy(r *http.Request) (string, error) {
	why := civic.TidyText(r.PostFormValue("found_why"))
	switch ticked := staff.Text(r, "found_anyway") != ""; {
	case !ticked:
		return "", nil
	case why == "":
		return "", civic.Invalid("found_why", "error.found_why", "min", civic.MinReason)
	}
	return why, nil
}

// publication reads what belongs to a public version besides its texts. Errors: invalid "found_why", "photo_parts".
func publication(r *http.Request, cmd *civic.Command) (err error) {
	if cmd.FoundWhy, err = foundWhy(r); err != nil {
		return err
	}
	cmd.Photos, err = publicPhotos(r.PostForm)
	return err
}

// foundTick is the tick to publish what was found, and its reason.
func (b foundBox) foundTick() string { return string(b.Verb) + "-found_anyway" }

// maskLine tells officers what was covered in the public version, or left, by whom and when.
func maskLines(v *staff.Visit, in *casework.View) (out []string) {
	for _, m := range in.Masks {
		key := "officer.mask.covered" // i18n:keys officer.mask.
		who := in.EditorNames[m.Officer]
		switch {
		case !m.Covered:
			key = "officer.mask.left"
		case m.Officer == 0:
			key = "officer.mask.reporter"
		}
		out = append(out, v.P.T(key, "kind", v.P.T(triage.Kind(m.Kind).Key()), "where", v.P.T("officer.found.in.public_"+m.Field), "at", m.At+1, "who", who,
			"time", v.P.DateTime(time.UnixMicro(m.When), v.Zone()), "why", m.Reason))
	}
	return out
}
