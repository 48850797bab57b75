package api

import (
	"slices"
	"strings"

	"tuntas/internal/civic"
)

// action is one step that the asker may take now.
type action struct {
	Verb     civic.Verb      `json:"verb" doc:"The step, as in the lifecycle table." example:"hold"`
	Method   string          `json:"method" enum:"POST"`
	Href     string          `json:"href" doc:"Where to send it." example:"/api/v1/reports/7K2M-9QXT-4PD/hold"`
	Needs    []string        `json:"needs" doc:"Fields that must be sent." example:"[\"reason\",\"message\"]"`
	With     map[string]bool `json:"with,omitempty" doc:"Fields with the value that makes it this step and not its sibling at the same address."`
	Reasons  []reason        `json:"reasons,omitempty" doc:"What may be given today as reason or outcome."`
	Grounds  []reason        `json:"grounds,omitempty" doc:"Of a request of information, with close, an answer or a draft: what may be given as ground where the outcome asks for it, or information is kept back."`
	Findings []reason        `json:"findings,omitempty" doc:"With close, of oversight grade: what may be given as finding."`
}

// route is where a verb is sent.
type route struct {
	path string
	with map[string]bool
}

// routes of all verbs that people do; what only the system does has none.
func routes() map[civic.Verb]route {
	return map[civic.Verb]route{
		civic.VerbVerify:     {path: "/verify"},
		civic.VerbHold:       {path: "/hold"},
		civic.VerbComplete:   {path: "/completion"},
		civic.VerbArchive:    {path: "/archive"},
		civic.VerbDispose:    {path: "/dispose"},
		civic.VerbReturn:     {path: "/return"},
		civic.VerbFollowUp:   {path: "/follow-ups", with: map[string]bool{"answer": false}},
		civic.VerbAnswer:     {path: "/follow-ups", with: map[string]bool{"answer": true}},
		civic.VerbReply:      {path: "/replies"},
		civic.VerbAccept:     {path: "/rating"},
		civic.VerbRate:       {path: "/rating"},
		civic.VerbClose:      {path: "/close"},
		civic.VerbReopen:     {path: "/reopen"},
		civic.VerbWithdraw:   {path: "/withdraw"},
		civic.VerbEscalate:   {path: "/escalate"},
		civic.VerbHandOver:   {path: "/handovers"},
		civic.VerbRecord:     {path: "/handovers/record"},
		civic.VerbReclassify: {path: "/reclassify"},
		civic.VerbPublish:    {path: "/publish"},
		civic.VerbUnpublish:  {path: "/unpublish"},
		civic.VerbHide:       {path: "/flags", with: map[string]bool{"on": true}},
		civic.VerbReveal:     {path: "/flags", with: map[string]bool{"on": false}},
		civic.VerbAttach:     {path: "/attachments"},
		civic.VerbNote:       {path: "/notes"},
		civic.VerbAssign:     {path: "/assign"},
		civic.VerbMerge:      {path: "/merge"},
		civic.VerbUnmerge:    {path: "/unmerge"},
		civic.VerbLead:       {path: "/lead"},
		civic.VerbPropose:    {path: "/drafts"},
		civic.VerbExtend:     {path: "/extensions"},
		civic.VerbApprove:    {path: "/drafts/approve"},
		civic.VerbDecline:    {path: "/drafts/decline"},
		civic.VerbRecall:     {path: "/drafts/recall"},
		civic.VerbCorrect:    {path: "/corrections"},
		civic.VerbSupport:    {path: "/support"},
		civic.VerbConsult:    {path: "/consult"},
		civic.VerbContribute: {path: "/contribute"},
		civic.VerbUnable:     {path: "/unable"},
		civic.VerbRelease:    {path: "/release"},
		civic.VerbSplit:      {path: "/split"},
		civic.VerbKeepOut:    {path: "/keep-out"},
		civic.VerbLetIn:      {path: "/let-in"},
		civic.VerbHear:       {path: "/hearing"},

		civic.VerbObject: {path: "/objections"}, civic.VerbUphold: {path: "/objections/uphold"}, civic.VerbOrder: {path: "/objections/order"}, civic.VerbDispute: {path: "/commission"},

		civic.VerbDemand: {path: "/demands"}, civic.VerbExplain: {path: "/explanations"}, civic.VerbWithdrawDemand: {path: "/demands/withdraw"},
	}
}

// actionsOf turns the verbs that the lifecycle allows into requests.
func (a *API) actionsOf(b *civic.ReasonBook, r *civic.Report, allowed []civic.Verb) []action {
	out := make([]action, 0, len(allowed))
	all := routes()
	for _, v := range allowed {
		to, ok := all[v]
		i := slices.IndexFunc(a.steps[v], func(s civic.Step) bool { return slices.Contains(s.From, r.State) })
		if !ok || i < 0 {
			continue
		}
		step := a.steps[v][i]
		one := action{Verb: v, Method: "POST", Href: href(r.Code, to.path), Needs: []string{}, With: to.with}
		for _, n := range step.Needs {
			switch n {
			case civic.NeedProof: // attached before
			case civic.NeedText:
				one.Needs = append(one.Needs, "public_title", "public_body")
			case civic.NeedReason, civic.NeedOutcome:
				one.Needs = append(one.Needs, string(n))
				for _, given := range b.Offered(step.Reasons, a.day(r)) {
					one.Reasons = append(one.Reasons, reason{given.Code, given.TextID, given.TextEN, strings.Fields(string(given.Asks))})
				}
			case civic.NeedKept: // or agency_id in its place
				one.Needs = append(one.Needs, "officer_id")
			default:
				one.Needs = append(one.Needs, string(n))
			}
		}
		if v == civic.VerbClose && r.Class == civic.ComplaintOversight {
			for _, given := range b.Offered(civic.ReasonsFinding, a.day(r)) {
				one.Findings = append(one.Findings, reason{given.Code, given.TextID, given.TextEN, strings.Fields(string(given.Asks))})
			}
			if len(one.Findings) > 0 {
				one.Needs = append(one.Needs, "finding")
			}
		}
		one.Grounds = grounds(b, r, v, a.day(r))
		if must, _ := r.Discloses(v, nil); must {
			one.Needs = append(one.Needs, "disclosure")
		}
		if v == civic.VerbRecord {
			one.Needs = append(one.Needs, "handover_id")
		}
		if v == civic.VerbAttach {
			one.Needs = append(one.Needs, "file")
		}
		out = append(out, one)
	}
	return out
}
