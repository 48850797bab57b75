package jobs

import (
	"context"

	"tuntas/internal/channel"
	"tuntas/internal/i18n"
	"tuntas/internal/notify"
	"tuntas/internal/queue"
)

// invitationLetter sends the link of an invitation to whoever was invited.
func (d Deps) invitationLetter(ctx context.Context, t queue.Task) error {
	var args notify.InvitationArgs
	if err := t.Decode(&args); err != nil {
		return err
	}
	if d.Mail == nil {
		return nil
	}
	l, ok, err := d.Notify.ComposeInvitation(ctx, args)
	if err != nil || !ok {
		return err
	}
	err = d.Mail.Send(ctx, channel.Message{ID: l.ID, To: l.To, Subject: l.Subject, Text: l.Text, Lang: i18n.Default})
	if channel.IsPermanent(err) {
		return queue.Permanent(err)
	}
	return err
}
