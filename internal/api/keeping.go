package api

import (
	"context"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// keepBody names one office or one officer.
type keepBody struct {
	AgencyID  ref    `json:"agency_id,omitempty" doc:"An office, by id or code; everyone below it is meant too."`
	OfficerID string `json:"officer_id,omitempty" doc:"Or one officer, by id." maxLength:"20"`
	Message   string `json:"message" doc:"Why; supervisors only read it." maxLength:"10000"`
	Seq       int    `json:"seq,omitempty" doc:"Number of events seen."`
}

// keptOut is who is kept out of a report.
type keptOut struct {
	Agency    *agencyName `json:"agency,omitempty"`
	OfficerID civic.ID    `json:"officer_id,omitempty"`
	Name      string      `json:"name"`
	Reason    string      `json:"reason,omitempty"`
}

func keptOf(t *civic.Tree, all []casework.KeptOut) []keptOut {
	var out []keptOut
	for _, k := range all {
		one := keptOut{OfficerID: k.Officer, Name: k.Name, Reason: k.Reason}
		if k.Desk != 0 {
			one.Agency = nameOf(t, k.Desk)
		}
		out = append(out, one)
	}
	return out
}

// keeping: conflicts of interest.
func (a *API) keeping() {
	step(a, officerStep("keep-out", "keepOutOfReport", "Keep somebody out",
		"An office or officer named in the report does not see it any more, nor does anybody below that office, and it can be sent to none of them. "+
			"What lies there goes to the inspectorate above, or one tier up; every clock runs on. Whoever only handles reports names nobody but themselves.",
		keepBody{AgencyID: "surabaya-dinas-pu", Message: "Kepala dinas adalah pihak yang dilaporkan.", Seq: 3}, civic.VerbKeepOut), a.keeps(civic.VerbKeepOut))
	step(a, officerStep("let-in", "letIntoReport", "Let somebody in again",
		"Who was kept out by mistake sees the report again.",
		keepBody{AgencyID: "surabaya-dinas-pu", Message: "Salah sebut nama dinas.", Seq: 4}, civic.VerbLetIn), a.keeps(civic.VerbLetIn))
	step(a, officerStep("hearing", "hearPersonNamed", "Note the right of reply",
		"What the person named in a report of oversight grade has to say, or that they were asked and said nothing. Officers only read it.",
		messageBody{Message: "Yang bersangkutan menyatakan uang itu retribusi resmi dan menyerahkan bukti setor."}, civic.VerbHear), withMessage(civic.VerbHear))
}

func (a *API) keeps(v civic.Verb) func(context.Context, *keepBody) (civic.Command, error) {
	return func(ctx context.Context, b *keepBody) (civic.Command, error) {
		desk, err := agencyID(a.Directory.Map(ctx).Tree, "agency_id", b.AgencyID)
		if err != nil {
			return civic.Command{}, err
		}
		cmd := civic.Command{Verb: v, KeepDesk: desk, Message: b.Message, Seq: b.Seq}
		if b.OfficerID != "" {
			if cmd.KeepOfficer, err = civic.ParseID(b.OfficerID); err != nil {
				return civic.Command{}, civic.Invalid("officer_id", "error.kept_needed")
			}
		}
		return cmd, nil
	}
}
