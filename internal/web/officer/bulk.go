package officer

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// bulkView is an order for many reports before it is given.
type bulkView struct {
	staff.Shell
	Verb    civic.Verb
	Verbs   []ui.Option
	List    string   // the query of the list
	Key     string   // of this form: what is sent from it twice is one order
	Codes   []string // chosen rows; none with All
	All     bool     // everything that the list holds
	Classes ui.Choice
	Topics  staff.Pick
	Targets []ui.Option
	People  []ui.Option
	Texts   []ui.Option // templates; none where nothing is told
	Fields  url.Values

	Disclosures ui.Choice   // of an answer, for the requests of information among them
	Grounds     []ui.Option // of the law

	Errors  ui.Mistakes
	Preview *casework.Preview
	Lead    named
	Sample  named
	Refused []refusal
}

// refusal is why some reports would be left, or were left, as they are.
type refusal struct {
	Why  string
	N    int
	Some []named
}

// bulkVerbs words what can be done to many reports of a list: nothing that no report in it could be in the state for, as an
// answer to what is closed. i18n:keys officer.bulk.verb.
func bulkVerbs(v *staff.Visit, list asked, chosen civic.Verb) []ui.Option {
	states := list.Tab.states()
	if list.Query.Queue == 0 {
		states = civic.States()
	}
	if list.State != "" {
		states = []civic.State{list.State}
	}
	var out []ui.Option
	for _, verb := range casework.BulkVerbs() {
		if verb != chosen && !startsFrom(verb, states) {
			continue
		}
		out = append(out, ui.Option{Value: string(verb), Label: v.P.T("officer.bulk.verb." + string(verb)), Checked: verb == chosen})
	}
	return out
}

// startsFrom tells whether the lifecycle knows the verb for a report in one of the states; a label goes with any.
func startsFrom(verb civic.Verb, states []civic.State) bool {
	return verb == casework.BulkLabel || slices.ContainsFunc(civic.Lifecycle(), func(s civic.Step) bool {
		return s.Verb == verb && slices.ContainsFunc(states, func(x civic.State) bool { return slices.Contains(s.From, x) })
	})
}

// bulk asks what is to be done with the chosen reports, shows what would happen, and gives the order.
func (p *Pages) bulk(v *staff.Visit) error {
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	view, err := p.bulkView(v)
	if err != nil {
		return err
	}
	if len(view.Codes) == 0 && !view.All {
		view.Errors = ui.Mistakes{{Text: v.P.T("error.bulk_none")}}
		return v.Show(http.StatusUnprocessableEntity, staff.Layout(view.Shell, bulkPage(view)))
	}
	sel := view.selection(v)
	order, err := view.order(v)
	if err != nil && staff.Text(v.R, "do") != "" {
		return p.bulkAgain(v, view, err)
	}
	switch staff.Text(v.R, "do") {
	case "pratinjau":
		pre, err := p.Casework.PreviewBulk(v.R.Context(), v.Who, order, sel)
		if err != nil {
			return p.bulkAgain(v, view, err)
		}
		if err := p.bulkSeen(v, &view, &pre); err != nil {
			return err
		}
	case "jalankan":
		if order.Key, err = view.orderKey(order, sel); err != nil {
			return err
		}
		b, err := p.Casework.StartBulk(v.R.Context(), v.Who, order, sel)
		if err != nil {
			return p.bulkAgain(v, view, err)
		}
		return v.See(bulkURL(b.ID) + "?" + url.Values{"daftar": {view.List}}.Encode())
	}
	return v.Show(http.StatusOK, staff.Layout(view.Shell, bulkPage(view)))
}

// orderKey is the key of what is sent now. Whoever goes back and sends the same again means the order that was given;
// whoever changes something first means another one.
func (b bulkView) orderKey(o casework.Order, sel casework.Selection) (string, error) {
	if b.Fields.Get("key") == "" {
		return "", nil
	}
	plain, err := json.Marshal([]any{b.Key, o, sel})
	sum := sha256.Sum256(plain)
	return hex.EncodeToString(sum[:]), err
}

func bulkURL(id civic.ID) string { return staff.Home + "/massal/" + id.String() }

// bulkAgain shows the order with what is to be mended.
func (p *Pages) bulkAgain(v *staff.Visit, view bulkView, err error) error {
	ms, ok := staff.Mistakes(v.P, err, func(field string) string { return "massal-" + field })
	if !ok {
		return err
	}
	view.Errors, view.Disclosures.Error = ms, ms.For("massal-"+disclosureBox)
	view.Failed = true
	return v.Show(staff.StatusOf(err), staff.Layout(view.Shell, bulkPage(view)))
}

// bulkView reads what was chosen so far.
func (p *Pages) bulkView(v *staff.Visit) (bulkView, error) {
	f := v.R.PostForm
	view := bulkView{Shell: v.Shell(staff.InInbox, v.P.T("officer.bulk.title")), Verb: civic.Verb(f.Get("verb")), List: f.Get("daftar"), Key: cmp.Or(f.Get("key"), rand.Text()),
		All: f.Get("semua") == "1", Fields: f}
	list, err := url.ParseQuery(view.List)
	if err != nil {
		list = url.Values{}
	}
	if !slices.Contains(casework.BulkVerbs(), view.Verb) {
		view.Verb = ""
	}
	view.Verbs = bulkVerbs(v, readAsked(v, list), view.Verb)
	view.Verb = cmp.Or(view.Verb, civic.Verb(view.Verbs[0].Value))
	if !view.All {
		for _, typed := range f["pilih"] {
			if code := codeText(typed); code != "" {
				view.Codes = append(view.Codes, code)
			}
		}
	}
	view.Back = listBack(v, view.List)
	if view.Verb == civic.VerbVerify {
		view.Classes = ui.Choice{Name: "class", Base: "massal-class", Legend: v.P.T("officer.class"), Inline: true}
		for _, k := range civic.Classes() {
			view.Classes.Options = append(view.Classes.Options, ui.Option{Value: string(k), Label: v.P.T("class." + string(k)), Checked: f.Get("class") == string(k)})
		}
		view.Topics = staff.TopicPick(v, f.Get("topic"))
		view.Topics.ID = "massal-topic"
	}
	view.disclosing(v)
	view.Targets = bulkTargets(v, view.Verb, f.Get("target"))
	if view.Verb == civic.VerbAssign {
		all, err := p.Casework.DeskColleagues(v.R.Context(), v.Who)
		if err != nil {
			return view, err
		}
		for _, c := range all {
			view.People = append(view.People, ui.Option{Value: c.Officer.String(), Label: c.Name, Checked: f.Get("assignee") == c.Officer.String()})
		}
	}
	view.Texts, err = p.bulkTexts(v, view.Verb, f.Get("template"))
	return view, err
}

// bulkTexts lists the templates that many reporters can be told by; none when there is nothing to choose from.
func (p *Pages) bulkTexts(v *staff.Visit, verb civic.Verb, chosen string) ([]ui.Option, error) {
	all, err := p.Casework.BulkTemplates(v.R.Context(), v.Who, verb)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	out := []ui.Option{{Label: v.P.T("officer.bulk.template_none")}}
	for _, t := range all {
		out = append(out, ui.Option{Value: t.ID.String(), Label: t.Name, Checked: t.ID.String() == chosen})
	}
	return out, nil
}

// mostTargets is how many desks a list offers.
const mostTargets = 1500

// bulkTargets lists the desks to which many reports can be sent at once: those below, two tiers of them.
func bulkTargets(v *staff.Visit, verb civic.Verb, chosen string) []ui.Option {
	if verb != civic.VerbVerify && verb != civic.VerbDispose {
		return nil
	}
	first := v.P.T("officer.bulk.target_choose")
	if verb == civic.VerbVerify {
		first = v.P.T("officer.bulk.target_default")
	}
	out := []ui.Option{{Label: first}}
	add := func(id civic.ID, up string) {
		if a, ok := v.Map.Tree.Get(id); ok && a.Active && len(out) < mostTargets {
			out = append(out, ui.Option{Value: id.String(), Label: up + a.ShortName, Checked: id.String() == chosen})
		}
	}
	for _, id := range v.Map.Tree.Children(v.Who.Desk) {
		add(id, "")
		if v.Who.Desk == v.Map.Tree.National() {
			continue
		}
		a, _ := v.Map.Tree.Get(id)
		for _, sub := range v.Map.Tree.Children(id) {
			add(sub, a.ShortName+" / ")
		}
	}
	return out
}

// order reads what is to be done. Errors: invalid "lead" for what is no tracking code.
func (b bulkView) order(v *staff.Visit) (casework.Order, error) {
	o := casework.Order{Label: staff.Text(v.R, "label"), Template: staff.ID(v.R.PostFormValue("template")),
		Command: civic.Command{Verb: b.Verb, Message: v.R.PostFormValue("message"), QualityReason: staff.Text(v.R, "quality_reason"), Class: civic.Class(staff.Text(v.R, "class")),
			Topic: staff.ID(v.R.PostFormValue("topic")), Target: staff.ID(v.R.PostFormValue("target")), Assignee: staff.ID(v.R.PostFormValue("assignee"))}}
	if b.Verb == civic.VerbAnswer {
		disclosed(v, civic.Information, &o.Command)
	}
	if len(b.Texts) == 0 { // chosen for another step
		o.Template = 0
	}
	typed := staff.Text(v.R, "lead")
	if b.Verb != civic.VerbMerge || typed == "" {
		return o, nil
	}
	code, err := civic.ParseTrackingCode(typed)
	if err != nil {
		return o, civic.Invalid("lead", "error.lead_unknown")
	}
	o.Command.Into = code
	return o, nil
}

func (b bulkView) selection(v *staff.Visit) casework.Selection {
	if b.All {
		q, err := url.ParseQuery(b.List)
		if err != nil {
			q = url.Values{}
		}
		a := readAsked(v, q)
		return casework.Selection{List: &a.Query}
	}
	var codes []civic.TrackingCode
	for _, text := range b.Codes {
		if code, err := civic.ParseTrackingCode(text); err == nil {
			codes = append(codes, code)
		}
	}
	return casework.Selection{Codes: codes}
}

// field asks for words of an order.
func (b bulkView) field(name, label, hint string, rows int) ui.Field {
	return ui.Field{Name: name, ID: "massal-" + name, Label: label, Hint: hint, Value: b.Fields.Get(name), Rows: rows, Error: b.Errors.For("massal-" + name)}
}

// bulkResult is an order that was given.
type bulkResult struct {
	staff.Shell
	URL     string
	List    string
	Did     string
	Total   int
	Done    int
	Refused int
	State   casework.BulkState
	Undo    bool
	Left    int // seconds
	Rows    []bulkLine
	Next    string
}

type bulkLine struct {
	named
	N         int
	OK, Waits bool
	Why       string
}

// bulkRows is how many results one page shows.
const bulkRows = 50

// bulkShow shows how far an order is and what became of each report.
func (p *Pages) bulkShow(v *staff.Visit) error {
	id, err := civic.ParseID(v.R.PathValue("id"))
	if err != nil {
		return civic.NotFound("error.not_found")
	}
	b, err := p.Casework.BulkOf(v.R.Context(), v.Who, id)
	if err != nil {
		return err
	}
	after, _ := strconv.Atoi(v.R.URL.Query().Get("sesudah")) // nonsense is the beginning
	rows, err := p.Casework.BulkRows(v.R.Context(), v.Who, id, after, bulkRows+1)
	if err != nil {
		return err
	}
	list := v.R.URL.Query().Get("daftar")
	out := bulkResult{Shell: v.Shell(staff.InInbox, v.P.T("officer.bulk.result")), URL: bulkURL(id), List: list, Did: v.P.T("officer.bulk.verb." + b.Verb),
		Total: b.Total, Done: b.Done, Refused: b.Refused, State: b.State}
	out.Back = listBack(v, list)
	out.Left = max(0, int(b.Starts().Sub(p.Now()).Seconds()+0.5))
	out.Undo = b.State == casework.BulkWaiting && b.Done+b.Refused == 0
	if len(rows) > bulkRows {
		rows = rows[:bulkRows]
		out.Next = bulkURL(id) + "?" + url.Values{"sesudah": {strconv.Itoa(rows[bulkRows-1].N)}, "daftar": {list}}.Encode()
	}
	codes := make([]civic.TrackingCode, len(rows))
	for i := range rows {
		codes[i] = rows[i].Code
	}
	called, err := p.names(v, codes)
	if err != nil {
		return err
	}
	for _, r := range rows {
		line := bulkLine{N: r.N, named: called(r.Code), OK: r.Result == casework.BulkOK, Waits: r.Result == "", Why: resultWords(v, r.Result)}
		if line.Waits && b.State == casework.BulkUndone {
			line.Why = v.P.T("officer.bulk.undone.row")
		}
		out.Rows = append(out.Rows, line)
	}
	if b.State == casework.BulkWaiting {
		v.W.Header().Set("Refresh", "2") // without scripts too, the page follows the work
	}
	return v.Show(http.StatusOK, staff.Layout(out.Shell, bulkResultPage(out)))
}

func resultWords(v *staff.Visit, result string) string {
	switch result {
	case "":
		return v.P.T("officer.bulk.waits")
	case casework.BulkOK:
		return v.P.T("officer.bulk.ok")
	default:
		return v.P.T(result)
	}
}

// bulkUndo takes an order back.
func (p *Pages) bulkUndo(v *staff.Visit) error {
	id, err := civic.ParseID(v.R.PathValue("id"))
	if err != nil {
		return civic.NotFound("error.not_found")
	}
	to := bulkURL(id) + "?" + url.Values{"daftar": {v.R.PostFormValue("daftar")}}.Encode()
	switch err := p.Casework.UndoBulk(v.R.Context(), v.Who, id); civic.KindOf(err) {
	case "":
		return v.Done(to, "officer.bulk.undone")
	case civic.KindConflict:
		return v.Tell(to, "error.bulk_begun")
	default:
		return err
	}
}

// bulkFile hands out the results of an order as a table.
func (p *Pages) bulkFile(v *staff.Visit) error {
	id, err := civic.ParseID(v.R.PathValue("id"))
	if err != nil {
		return civic.NotFound("error.not_found")
	}
	rows, err := p.Casework.BulkRows(v.R.Context(), v.Who, id, 0, casework.MaxBulk)
	if err != nil {
		return err
	}
	v.W.Header().Set("Content-Type", "text/csv; charset=utf-8")
	v.W.Header().Set("Content-Disposition", `attachment; filename="massal-`+id.String()+`.csv"`)
	out := csv.NewWriter(v.W)
	_ = out.Write([]string{v.P.T("officer.bulk.col.n"), v.P.T("officer.bulk.col.code"), v.P.T("officer.bulk.col.result")}) // Error tells at the end
	for _, r := range rows {
		_ = out.Write([]string{strconv.Itoa(r.N), r.Code.Display(), resultWords(v, r.Result)})
	}
	out.Flush()
	return out.Error()
}
