package jobs

import (
	"context"

	"tuntas/internal/channel"
	"tuntas/internal/i18n"
	"tuntas/internal/notify"
	"tuntas/internal/queue"
)

// demandLetter writes to officers about what is asked from above. A letter that went out before another failed goes out
// again with the same id.
func (d Deps) demandLetter(ctx context.Context, t queue.Task) error {
	var args notify.DemandArgs
	if err := t.Decode(&args); err != nil {
		return err
	}
	if d.Mail == nil {
		return nil
	}
	letters, err := d.Notify.ComposeDemand(ctx, args)
	if err != nil {
		return err
	}
	var last error
	for _, l := range letters {
		err := d.Mail.Send(ctx, channel.Message{ID: l.ID, To: l.To, Subject: l.Subject, Text: l.Text, Lang: i18n.Default})
		if err != nil && !channel.IsPermanent(err) {
			last = err // an address that is wrong for good keeps nobody else from the letter
		}
	}
	return last
}
