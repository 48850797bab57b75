package jobs_test

import (
	"strings"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/notify"
)

// The letter holds the link, the queue does not, and a letter that was overtaken by another, or by the end of its invitation,
// is not sent.
func TestLettersOfInvitations(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ctx, kota := t.Context(), w.Officer("kota")
		invite := func(email string) civic.Invitation {
			x, err := w.Directory.Invite(ctx, kota, civic.Invitation{Email: email, Name: "Budi Baru", Agency: w.Agency("jalan"), Role: civic.RoleUnitOfficer})
			if err != nil {
				t.Fatal(err)
			}
			return x
		}
		again := invite("satu@contoh.example")
		first := w.Link(again)
		again, err := w.Directory.SendInvitation(ctx, kota, again.ID)
		if err != nil {
			t.Fatal(err)
		}
		gone := invite("dua@contoh.example")
		if _, err := w.Directory.WithdrawInvitation(ctx, kota, gone.ID); err != nil {
			t.Fatal(err)
		}
		secret := strings.TrimPrefix(w.Link(again), notify.InvitedPath)
		if n := w.Number(`SELECT count(*) FROM job WHERE kind = $1 AND (args LIKE '%' || $2 || '%' OR args LIKE '%contoh.example%')`, notify.KindInvitation, secret); n != 0 {
			t.Error("the queue holds a link or an address")
		}
		work(t, w, func() bool {
			return w.Number(`SELECT count(*) FROM job WHERE kind = $1 AND state <> 'done'`, notify.KindInvitation) == 0
		})
		got := w.Mail.Messages()
		if len(got) != 1 || got[0].To != "satu@contoh.example" || !strings.Contains(got[0].Text, "https://tuntas.test"+w.Link(again)+"\n") || strings.Contains(got[0].Text, first) {
			t.Fatalf("%+v", got)
		}
		for _, words := range []string{"Kiki Kota", "Bidang Jalan", "9 Maret 2026", "sekali"} {
			if !strings.Contains(got[0].Text, words) {
				t.Errorf("the letter does not say %q:\n%s", words, got[0].Text)
			}
		}
	})
}
