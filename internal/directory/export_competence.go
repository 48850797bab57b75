package directory

import (
	"context"
	"encoding/csv"
	"io"

	"tuntas/internal/civic"
)

// competenceColumns are those of a file of rules of competence: what ImportCompetence takes.
var competenceColumns = []string{"desk_code", "name", "target_code", "from", "region_code", "topic_code", "class", "words", "until", "source"}

// ExportCompetence writes the newest rules of a desk, in their order, as a file that ImportCompetence takes as it is.
// Errors: not_found for whoever does not lead the desk.
func (d *Directory) ExportCompetence(ctx context.Context, who civic.Actor, desk civic.ID, to io.Writer) error {
	set, err := d.Competence(ctx, who, desk, 0)
	if err != nil {
		return err
	}
	m := d.Map(ctx)
	own, _ := m.Tree.Get(desk)
	out := csv.NewWriter(to)
	_ = out.Write(competenceColumns) // Error tells at the end
	for _, r := range set.Rules {
		target, _ := m.Tree.Get(r.Target)
		topic, _ := m.Topic(r.Topic)
		until := ""
		if !r.Until.IsZero() {
			until = r.Until.String()
		}
		_ = out.Write([]string{own.Code, r.Name, target.Code, r.From.String(), r.Region, topic.Code, string(r.Class), r.Words, until, r.Source})
	}
	out.Flush()
	return out.Error()
}
