package notify

import (
	"context"
	"encoding/base64"
	"strconv"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/queue"
	"tuntas/internal/sqldb"
)

// KindInvitation is the job that sends the letter with the link of an invitation.
const KindInvitation = "invitation_letter"

// InvitedPath is where such a link leads, followed by its token.
const InvitedPath = "/petugas/undangan/"

// InvitationArgs name one sending. Neither the link nor the address lies on the queue.
type InvitationArgs struct {
	ID   civic.ID `json:"id"`
	Sent int      `json:"sent"` // which sending; a later one has another link
}

func (a InvitationArgs) id() string {
	return "invitation-" + a.ID.String() + "-" + strconv.Itoa(a.Sent)
}

// InvitationToken is the secret part of the link of one sending: 256 bits that only who has the key of the installation can
// make again, so that the letter's job needs nothing that opens anything.
func (n *Notify) InvitationToken(a InvitationArgs) string {
	return base64.RawURLEncoding.EncodeToString(n.vault.MAC("invitation", a.id()))
}

// TellInvitation queues the letter, once for each sending.
func (n *Notify) TellInvitation(tx sqldb.Queuer, a InvitationArgs) error {
	return n.queue.Enqueue(tx, queue.Job{Kind: KindInvitation, Args: a, Unique: a.id()})
}

// ComposeInvitation writes the letter; ok is false when the invitation waits no more, or was sent again meanwhile.
func (n *Notify) ComposeInvitation(ctx context.Context, a InvitationArgs) (l Letter, ok bool, err error) {
	x, err := n.store.InvitationByID(ctx, n.store.DB, a.ID)
	if err != nil || x.Sent != a.Sent || x.Stands(n.now()) != civic.InvitationOpen {
		return l, false, err
	}
	p := i18n.For(i18n.Default)
	desk, _ := n.atlas.Current(ctx).Tree.Get(x.Agency)
	words := []any{"name", x.Name, "by", x.ByName, "role", p.T("officer.role." + string(x.Role)), "agency", desk.Name, // i18n:keys officer.role.
		"date", p.Date(civic.DateOf(x.Expires.Add(-1), desk.Zone)), "url", n.baseURL + InvitedPath + n.InvitationToken(a)}
	return Letter{ID: a.id(), To: x.Email, Subject: p.T("invitation.letter.subject", words...), Text: p.T("invitation.letter.body", words...)}, true, nil
}
