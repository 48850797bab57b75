package jobs

import (
	"context"

	"tuntas/internal/channel"
	"tuntas/internal/notify"
	"tuntas/internal/queue"
)

// digest makes the letters of the day where offices have just opened. Without a mail server there is nobody to send them.
func (d Deps) digest(ctx context.Context, _ queue.Task) error {
	if d.Mail == nil {
		return nil
	}
	_, err := d.Casework.SendDigests(ctx)
	return err
}

// digestLetter sends one of them.
func (d Deps) digestLetter(ctx context.Context, t queue.Task) error {
	var args notify.Digest
	if err := t.Decode(&args); err != nil {
		return err
	}
	if d.Mail == nil {
		return nil
	}
	letter, ok, err := d.Notify.ComposeDigest(ctx, &args)
	if err != nil || !ok {
		return err
	}
	err = d.Mail.Send(ctx, channel.Message{ID: letter.ID, To: letter.To, Subject: letter.Subject, Text: letter.Text, Lang: args.Lang})
	if channel.IsPermanent(err) {
		return queue.Permanent(err)
	}
	return err
}
