package officer

import (
	"net/url"
	"slices"
	"strings"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/evidence"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// action is how a verb of the lifecycle looks on the page of a report.
type action struct {
	verb  civic.Verb
	slug  string // in the address of its form
	icon  ui.Icon
	lead  bool // moves the report or talks to its reporter; the others stand below
	files bool // evidence may come with it
	grave bool // hard to take back
	apart bool // stands elsewhere on the page, not among the panels
	rare  bool // beside a list only a way to its form: what is opened all day has to be light
}

// actions lists every verb that officers have, in the order of the page.
func actions() []action {
	return []action{
		{verb: civic.VerbVerify, slug: "periksa", icon: ui.IconForward, lead: true},
		{verb: civic.VerbDispose, slug: "teruskan", icon: ui.IconForward, lead: true},
		{verb: civic.VerbFollowUp, slug: "kabari", icon: ui.IconTool, lead: true, files: true},
		{verb: civic.VerbAnswer, slug: "jawab", icon: ui.IconSpeech, lead: true, files: true},
		{verb: civic.VerbClose, slug: "tutup", icon: ui.IconTick, lead: true, files: true, grave: true},
		{verb: civic.VerbHold, slug: "tanya", icon: ui.IconInfo, lead: true},
		{verb: civic.VerbExtend, slug: "tambah-waktu", icon: ui.IconClock, lead: true, files: true},
		{verb: civic.VerbReturn, slug: "kembalikan", icon: ui.IconAgain, lead: true},
		{verb: civic.VerbArchive, slug: "arsip", icon: ui.IconInbox, lead: true, grave: true},
		{verb: civic.VerbReopen, slug: "buka-lagi", icon: ui.IconAgain, lead: true},
		{verb: civic.VerbOrder, slug: "kabulkan-keberatan", icon: ui.IconTick, lead: true, rare: true},
		{verb: civic.VerbUphold, slug: "jawab-keberatan", icon: ui.IconSpeech, lead: true, rare: true},
		{verb: civic.VerbExplain, slug: "jelaskan", icon: ui.IconSpeech, lead: true},
		{verb: civic.VerbContribute, slug: "jawab-permintaan", icon: ui.IconSpeech, lead: true, files: true},
		{verb: civic.VerbUnable, slug: "tidak-sanggup", icon: ui.IconClose, lead: true},
		{verb: civic.VerbDemand, slug: "minta-penjelasan", icon: ui.IconInfo, rare: true},
		{verb: civic.VerbWithdrawDemand, slug: "tarik-permintaan", icon: ui.IconClose, rare: true},
		{verb: civic.VerbSupport, slug: "minta-bantuan", icon: ui.IconPerson, rare: true},
		{verb: civic.VerbConsult, slug: "minta-pendapat", icon: ui.IconInfo, rare: true},
		{verb: civic.VerbSplit, slug: "pisahkan-bagian", icon: ui.IconCopy, rare: true},
		{verb: civic.VerbRelease, slug: "bebaskan", icon: ui.IconAgain, rare: true},
		{verb: civic.VerbHear, slug: "hak-jawab", icon: ui.IconSpeech, rare: true},
		{verb: civic.VerbKeepOut, slug: "jauhkan", icon: ui.IconShield, rare: true},
		{verb: civic.VerbLetIn, slug: "izinkan-lagi", icon: ui.IconAgain, rare: true},
		{verb: civic.VerbNote, slug: "catat", icon: ui.IconFile},
		{verb: civic.VerbHandOver, slug: "serahkan", icon: ui.IconForward, grave: true, rare: true},
		{verb: civic.VerbRecord, slug: "catat-jawaban", icon: ui.IconSpeech, rare: true},
		{verb: civic.VerbAttach, slug: "lampirkan", icon: ui.IconPicture, files: true},
		{verb: civic.VerbReclassify, slug: "jenis", icon: ui.IconTool, rare: true},
		{verb: civic.VerbPublish, slug: "terbitkan", icon: ui.IconOffice},
		{verb: civic.VerbUnpublish, slug: "tarik", icon: ui.IconClose},
		{verb: civic.VerbHide, slug: "lindungi", icon: ui.IconShield},
		{verb: civic.VerbMerge, slug: slugMerge, icon: ui.IconCopy},
		{verb: civic.VerbLead, slug: slugLead, icon: ui.IconTick},
		{verb: civic.VerbUnmerge, slug: slugUnmerge, icon: ui.IconAgain},
		{verb: civic.VerbApprove, slug: "setujui", lead: true, apart: true},
		{verb: civic.VerbDecline, slug: "kembalikan-draf", apart: true},
		{verb: civic.VerbRecall, slug: "tarik-draf", apart: true},
		{verb: civic.VerbCorrect, slug: "perbaiki", apart: true},
	}
}

func actionBySlug(slug string) (action, bool) {
	i := slices.IndexFunc(actions(), func(a action) bool { return a.slug == slug })
	if i < 0 {
		return action{}, false
	}
	return actions()[i], true
}

// panel is one thing that the officer may do now, with its form.
type panel struct {
	action
	Open      bool
	Draft     bool   // it goes to whoever approves it first
	Falls     bool   // a draft that waits falls with it
	Reads     string // who will read the message
	Tree      []staff.Choice
	Finder    *staff.Finder
	Classes   ui.Choice
	Topics    staff.Pick
	Reasons   ui.Choice
	Flags     ui.Choice
	Proposal  *proposal      // where it should go, if there is a ground
	Named     []staff.Choice // offices that returns said are competent
	Photos    []photoChoice
	Which     ui.Choice     // which of the asked offices is meant
	Against   *staff.Finder // the office that is complained of
	Who       staff.Pick    // the officer who is kept out
	Findings  ui.Choice     // how looking into it ended
	Discloses disclosing    // what becomes of the information that was asked for
	Carries   []carryChoice // files that may go with a part
	MayShow   bool          // what is answered may be shown to the reporter
	Empty     bool          // allowed, but there is nothing left to do: said instead of a form
}

// typed is a form that came back: with mistakes, with the results of a search, after the report
// changed, or after signing in again.
type typed struct {
	Verb     civic.Verb
	Values   url.Values
	Files    []evidence.File // kept, so that nobody has to choose them again
	Token    string          // under which they are kept
	Found    []staff.Choice
	More     bool
	Searched bool
	Kept     bool   // its writer had been signed out
	Crowd    string // who else is writing, when the form came back for that
	Preview  *preview
	Gate     *gateBox // what was found in its text, or asked for beside it
}

// formOf turns what was kept of a signed-out officer's form into one that came back.
func formOf(k staff.Kept, report string) typed {
	slug, ok := strings.CutPrefix(k.Path, report+"/")
	a, known := actionBySlug(slug)
	if !ok || !known {
		return typed{}
	}
	return typed{Verb: a.verb, Values: k.Form, Kept: true}
}

// place is the id of the box for a field of the form.
func (t typed) place(field string) string {
	switch field {
	case "agency_id":
		field = "target"
	case "done_on": // its boxes are named once on a page
		return field
	case "topic_id":
		field = "topic"
	case "suggested_id", "against_id":
		field = competentBox
	case "file":
		field = "files"
	}
	return string(t.Verb) + "-" + field
}

// value is what was typed, or what stands there at first.
func (v reportView) value(verb civic.Verb, name, first string) string {
	if v.Form.Verb == verb && v.Form.Values.Has(name) {
		return v.Form.Values.Get(name)
	}
	return first
}

// mistake is what is to be mended in one box.
func (v reportView) mistake(verb civic.Verb, name string) string {
	return v.Mistakes.For(string(verb) + "-" + name)
}

// lostText is the id of the box that holds a text whose form is gone.
const lostText = "tulisan"

// lost tells that what came back belongs to a step that can be taken no more.
func (v *reportView) lost() bool {
	if v.Form.Verb == "" || v.Form.Values.Get("message") == "" {
		return false
	}
	here := func(p panel) bool { return p.verb == v.Form.Verb }
	return !slices.ContainsFunc(v.Panels, here) && !slices.ContainsFunc(v.More, here) && !v.mends() && (v.Form.Verb != civic.VerbDecline || v.Draft == nil || !v.Draft.Decline)
}

// panels makes a form of every verb that the lifecycle allows this officer now, and of no other.
func (p *Pages) panels(v *staff.Visit, in *casework.View, view *reportView) error {
	if err := p.attendance(v, view); err != nil {
		return err
	}
	if err := p.desk(v, in, view); err != nil {
		return err
	}
	p.drafts(v, in, view)
	p.fixDisclosing(v, in, view)
	view.Kept = keptLines(v, in, &view.Form)
	if err := p.incident(v, in, view); err != nil {
		return err
	}
	if err := p.macros(v, in, view); err != nil {
		return err
	}
	open := firstStep(in)
	if a, ok := actionBySlug(v.R.URL.Query().Get(stepAsked)); ok && !view.InWork {
		open = a.verb
	}
	if view.Form.Verb != "" {
		open = view.Form.Verb
	}
	for _, a := range actions() {
		if !p.offered(v, in, a) {
			continue
		}
		pn := panel{action: a, Open: a.verb == open, Reads: v.P.T("officer.reads." + audience(&in.Report, a.verb))} // i18n:keys officer.reads.
		pn.Draft = !slices.Contains(in.Allowed, a.verb)
		pn.Falls = !pn.Draft && in.Report.Proposal.Drops(a.verb, in.Report.State)
		if !view.far(pn) {
			if err := p.fill(v, in, view, &pn); err != nil {
				return err
			}
		}
		if a.lead {
			view.Panels = append(view.Panels, pn)
		} else {
			view.More = append(view.More, pn)
		}
	}
	return nil
}

// firstStep is the verb whose form is open when the page is: what most reports need next.
func firstStep(in *casework.View) civic.Verb {
	if slices.Contains(in.Allowed, civic.VerbContribute) {
		return civic.VerbContribute
	}
	wanted := map[civic.State][]civic.Verb{
		civic.Submitted:  {civic.VerbVerify, civic.VerbDispose},
		civic.Dispatched: {civic.VerbDispose, civic.VerbFollowUp},
		civic.InProgress: {civic.VerbAnswer},
		civic.Escalated:  {civic.VerbFollowUp},
	}
	for _, verb := range wanted[in.Report.State] {
		if slices.Contains(in.Allowed, verb) {
			return verb
		}
	}
	return ""
}

// audience names the words that say who will read what is written with a verb.
func audience(r *civic.Report, verb civic.Verb) string {
	for _, s := range civic.Lifecycle() {
		if s.Verb == verb && slices.Contains(s.From, r.State) {
			return readersOf(r, s.Shown)
		}
	}
	return string(civic.ForOfficers)
}

// fill puts the questions of a verb into its form.
func (p *Pages) fill(v *staff.Visit, in *casework.View, view *reportView, pn *panel) error {
	r := &in.Report
	if publishes(pn.verb) {
		pn.Photos = view.photoChoices(in, pn.verb)
	}
	switch pn.verb {
	case civic.VerbVerify, civic.VerbDispose:
		if pn.verb == civic.VerbVerify {
			pn.Classes, pn.Topics = view.classes(v, r, pn.verb), view.topics(v, r, pn.verb)
		}
		p.fillKept(v, in, view, pn)
		if err := p.finder(v, in, view, pn); err != nil {
			return err
		}
		p.namedOffices(v, in, pn)
		if err := p.propose(v, in, view, pn); err != nil || pn.verb != civic.VerbVerify {
			return err
		}
		pn.Topics = view.topics(v, r, pn.verb) // again: one may have been found in the text
		return nil
	case civic.VerbReclassify:
		pn.Classes, pn.Topics = view.classes(v, r, pn.verb), view.topics(v, r, pn.verb)
	case civic.VerbHold:
		pn.Reasons = view.reasons(v, r, pn.verb, "reason", civic.ReasonsHold)
	case civic.VerbReturn:
		pn.Reasons = view.reasons(v, r, pn.verb, "reason", civic.ReasonsReturn)
		p.officeFinder(v, view, pn)
	case civic.VerbArchive:
		pn.Reasons = view.reasons(v, r, pn.verb, "reason", civic.ReasonsArchive)
	case civic.VerbClose:
		pn.Reasons = view.reasons(v, r, pn.verb, "outcome", civic.ReasonsOutcome)
		view.Asks = asksOf(v, r)
		p.fillKept(v, in, view, pn)
	case civic.VerbAnswer:
		pn.Discloses = p.disclosing(v, view, pn.verb, nil)
	case civic.VerbKeepOut, civic.VerbLetIn:
		p.fillKept(v, in, view, pn)
	case civic.VerbExtend:
		pn.Reasons = view.reasons(v, r, pn.verb, "reason", civic.ReasonsExtend)
		view.Extend = view.extension(v, v.Map.World(p.Now()))
	case civic.VerbDemand, civic.VerbExplain, civic.VerbWithdrawDemand:
		view.fillDemand(v, in, pn)
	case civic.VerbHandOver:
		pn.Reasons = view.reasons(v, r, pn.verb, "reason", civic.ReasonsBody)
	case civic.VerbRecord:
		pn.Reasons = view.handoverChoice(pn.verb)
	case civic.VerbHide:
		pn.Flags = view.flags(r)
		pn.Empty = len(pn.Flags.Options) == 0
	case civic.VerbUnpublish:
		pn.Empty = !r.Published
	}
	return p.fillAsked(v, in, view, pn)
}

func (v *reportView) classes(visit *staff.Visit, r *civic.Report, verb civic.Verb) ui.Choice {
	now := v.value(verb, "class", string(r.Class))
	c := ui.Choice{Name: "class", Base: string(verb) + "-class", Legend: visit.P.T("officer.class"), Error: v.mistake(verb, "class"), Inline: true}
	for _, k := range civic.Classes() {
		c.Options = append(c.Options, ui.Option{Value: string(k), Label: visit.P.T("class." + string(k)), Checked: string(k) == now})
	}
	return c
}

func (v *reportView) topics(visit *staff.Visit, r *civic.Report, verb civic.Verb) staff.Pick {
	topic := r.Topic
	if topic == 0 && verb == civic.VerbVerify {
		topic = v.found
	}
	now := v.value(verb, "topic", topic.String())
	pick := staff.TopicPick(visit, now)
	pick.ID, pick.Error = string(verb)+"-topic", v.mistake(verb, "topic")
	return pick
}

func (v *reportView) reasons(visit *staff.Visit, r *civic.Report, verb civic.Verb, name, list string) ui.Choice {
	now := v.value(verb, name, "")
	c := ui.Choice{Name: name, Base: string(verb) + "-" + name, Legend: visit.P.T("officer.ask." + name), Error: v.mistake(verb, name)} // i18n:keys officer.ask.
	for _, x := range visit.Map.Reasons.Offered(list, civic.DateOf(visit.Now(), r.Zone)) {
		c.Options = append(c.Options, ui.Option{Value: x.Code, Label: reasonText(visit, x.Code, list), Checked: x.Code == now, Asks: string(x.Asks)})
	}
	return c
}

// flags offers the protections that are not on yet.
func (v *reportView) flags(r *civic.Report) ui.Choice {
	now := v.value(civic.VerbHide, "flag", "")
	c := ui.Choice{Name: "flag", Base: string(civic.VerbHide) + "-flag", Legend: v.P.T("officer.flag"), Error: v.mistake(civic.VerbHide, "flag")}
	for flag, on := range map[civic.Flag]bool{civic.FlagAnonymous: r.Anonymous, civic.FlagSecret: r.Secret} {
		if !on {
			c.Options = append(c.Options, ui.Option{Value: string(flag), Label: v.P.T("officer.flag." + string(flag)), Hint: v.P.T("officer.flag." + string(flag) + ".hint"), Checked: string(flag) == now})
		}
	}
	slices.SortFunc(c.Options, func(a, b ui.Option) int { return strings.Compare(a.Value, b.Value) })
	return c
}

// field asks for words in the form of a verb; ids differ, for forms share a page.
func (v reportView) field(verb civic.Verb, name, label, hint, first string, rows int) ui.Field {
	return ui.Field{Name: name, ID: string(verb) + "-" + name, Label: label, Hint: hint, Value: v.value(verb, name, first), Rows: rows, Error: v.mistake(verb, name)}
}

// message asks for the words that go with a verb. i18n:keys officer.do.
func (v reportView) message(pn panel, rows int) ui.Field {
	return v.field(pn.verb, "message", v.P.T("officer.do."+string(pn.verb)+".message"), pn.Reads, "", rows)
}

// publicTitle and publicBody begin with the version that is public, else with the original.
func (v reportView) publicTitle(verb civic.Verb) ui.Field {
	first := v.Heading
	if v.NoText {
		first = ""
	}
	if v.Public != nil {
		first = v.Public.Title
	}
	f := v.field(verb, "public_title", v.P.T("officer.public.title"), "", first, 0)
	f.MaxLength = civic.MaxTitle
	return f
}

func (v reportView) publicBody(verb civic.Verb) ui.Field {
	first := v.Body
	if v.Public != nil {
		first = v.Public.Body
	}
	return v.field(verb, "public_body", v.P.T("officer.public.body"), v.P.T("officer.public.care"), first, 8)
}

// publicPlace begins with the place that is public, else with what the reporter wrote.
func (v reportView) publicPlace(verb civic.Verb) ui.Field {
	first := v.Spot
	if v.Public != nil {
		first = v.Public.Place
	}
	f := v.field(verb, "public_place", v.P.T("officer.public.place"), v.P.T("officer.public.place_hint"), first, 0)
	f.MaxLength = civic.MaxPlace
	return f
}

// on tells whether a box of a form is ticked.
func (v reportView) on(verb civic.Verb, name string) bool { return v.value(verb, name, "") != "" }

// below asks for one of a few desks; they are all listed.
func (v reportView) below(pn panel) ui.Choice {
	c := ui.Choice{Name: "target_pick", Base: string(pn.verb) + "-target", Legend: pn.Finder.Which, Error: pn.Finder.Error}
	for _, x := range pn.Finder.Found {
		c.Options = append(c.Options, ui.Option{Value: x.Value, Label: x.Text, Checked: x.Value == pn.Finder.Value})
	}
	return c
}

// mayWrite tells whether the officer may write to the reporter now.
func (v reportView) mayWrite() bool {
	return slices.ContainsFunc(v.Panels, func(p panel) bool {
		return p.verb == civic.VerbFollowUp || p.verb == civic.VerbAnswer || p.verb == civic.VerbHold
	})
}

// photos asks for the files that come with a verb.
func (v reportView) photos(pn panel) ui.Upload {
	u := ui.Upload{Base: string(pn.verb) + "-", Label: v.P.T("photo.label"), Most: v.MaxFiles, Room: v.MaxFiles - len(v.kept(pn)), Error: v.Mistakes.All(string(pn.verb) + "-files")}
	if pn.verb == civic.VerbAttach || pn.verb == civic.VerbClose && len(v.Asks[civic.AskProof]) > 0 || pn.verb == macroVerb && v.macroAsks(civic.AskProof) {
		u.Label = v.P.T("photo.label_must")
	}
	return u
}

// staged tells whether a verb's photos may show the work: what officers write to each other does not.
func (pn panel) staged() bool { return pn.files && !timeless(pn.verb) }

// stagesOpen tells whether the fold of staged photos has something in it.
func (v reportView) stagesOpen(pn panel) bool {
	if v.Form.Verb != pn.verb {
		return false
	}
	return slices.ContainsFunc(civic.Stages(), func(s civic.Stage) bool {
		return v.mistake(pn.verb, staff.StageField("files", s)) != "" || v.mistake(pn.verb, staff.StageField("alt", s)) != "" ||
			v.Form.Values.Get(staff.StageField("alt", s)) != ""
	})
}

// stagePhotos asks for the photos of one stage of the work. i18n:keys photo.
func (v reportView) stagePhotos(pn panel, s civic.Stage) ui.Upload {
	name := staff.StageField("files", s)
	return ui.Upload{Base: string(pn.verb) + "-", Name: name, Label: v.P.T("photo." + string(s)), Hint: v.P.T("photo.only"), Only: true,
		Most: v.MaxFiles, Room: v.MaxFiles - len(v.kept(pn)), Error: v.Mistakes.All(string(pn.verb) + "-" + name)}
}

// stageAlt asks what those photos show.
func (v reportView) stageAlt(pn panel, s civic.Stage) ui.Field {
	f := v.field(pn.verb, staff.StageField("alt", s), v.P.T("photo.stage_alt"), v.P.T("photo.stage_alt_hint"), "", 0)
	f.MaxLength = civic.MaxAlt
	return f
}

// url is where a form of this report is sent to.
func (v reportView) url(slug string) string {
	return reportURL(v.r.Code) + "/" + slug + v.source()
}

// stepAsked names in an address the step whose form is to be open.
const stepAsked = "langkah"

// far tells that a form stands on the report's own page only.
func (v reportView) far(pn panel) bool { return pn.rare && v.InWork }

func (v reportView) farURL(pn panel) string {
	return reportURL(v.r.Code) + "?" + stepAsked + "=" + pn.slug + "#" + stepID(pn.verb)
}
