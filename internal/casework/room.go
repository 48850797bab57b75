package casework

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// How many files one report holds, all its events together. A page and the API list them all at once, and evidence
// that nobody can look through helps nobody; what has been taken in stays. Each side has its own part, so that none can
// use up the room of the other.
const (
	MaxReporterFiles = 50
	MaxOfficeFiles   = 150
)

// room tells whether so many more files of the actor find a place in the report. Errors: invalid "files".
func (c *Casework) room(ctx context.Context, q sqldb.Querier, r *civic.Report, who civic.Actor, more int) error {
	if more == 0 {
		return nil
	}
	own, all, err := c.store.CountAttachments(ctx, q, r.ID, civic.RoleReporter)
	if err != nil {
		return err
	}
	have, most := own, MaxReporterFiles
	if who.Role != civic.RoleReporter {
		have, most = all-own, MaxOfficeFiles
	}
	if have+more > most {
		return civic.Invalid("files", "error.files_full", "max", most, "n", max(0, most-have))
	}
	return nil
}
