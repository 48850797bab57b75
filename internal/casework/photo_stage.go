package casework

import (
	"tuntas/internal/civic"
	"tuntas/internal/evidence"
	"tuntas/internal/quality"
)

// checkStages tidies and checks what an actor says of the files of a step. The gate reads the text of an answer; what
// stands under its photos is read here, for it is published with them. Errors: those of civic.CheckStage; invalid "alt",
// "alt_before" or "alt_after" where it holds personal data.
func checkStages(who civic.Actor, files []evidence.File) error {
	for i := range files {
		f := &files[i]
		f.Alt = civic.TidyText(f.Alt)
		if err := civic.CheckStage(f.Stage, f.Alt, f.Thumb != "", who); err != nil {
			return err
		}
		if len(quality.PersonalData(f.Alt)) > 0 {
			about := "alt"
			if f.Stage != "" {
				about += "_" + string(f.Stage)
			}
			return civic.Invalid(about, "error.alt_personal")
		}
	}
	return nil
}
