package jobs

import (
	"context"

	"tuntas/internal/channel"
	"tuntas/internal/civic"
	"tuntas/internal/notify"
	"tuntas/internal/queue"
)

// letter sends one notice to a reporter. Without a mail server there is nothing to send: the reporter still
// finds everything under the tracking code.
func (d Deps) letter(ctx context.Context, t queue.Task) error {
	var args notify.LetterArgs
	if err := t.Decode(&args); err != nil {
		return err
	}
	if d.Mail == nil {
		return nil
	}
	letter, ok, err := d.Notify.Compose(ctx, args)
	switch {
	case civic.KindOf(err) == civic.KindNotFound && err != nil:
		return queue.Permanent(err)
	case err != nil || !ok:
		return err
	}
	err = d.Mail.Send(ctx, channel.Message{ID: letter.ID, To: letter.To, Subject: letter.Subject, Text: letter.Text})
	if channel.IsPermanent(err) {
		return queue.Permanent(err)
	}
	return err
}
