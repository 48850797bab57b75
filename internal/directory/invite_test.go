package directory_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/notify"
	"tuntas/internal/vault"
)

const aSecret = "kalimat sandi yang baru"

// offer is an invitation to a desk of the town.
func offer(w *apptest.Town, desk string) civic.Invitation {
	return civic.Invitation{Email: "Baru@Contoh.example ", Name: " Budi Baru ", Agency: w.Agency(desk), Role: civic.RoleUnitOfficer}
}

// tokenOf is the secret part of the newest link.
func tokenOf(w *apptest.Town, x civic.Invitation) string {
	return strings.TrimPrefix(w.Link(x), notify.InvitedPath)
}

// take accepts as somebody without an account.
func take(t *testing.T, w *apptest.Town, token string) error {
	t.Helper()
	return w.Directory.AcceptInvitation(t.Context(), directory.Acceptance{Token: token, Name: "Budi Baru", Password: aSecret, Address: "sini"})
}

func wantKind(t *testing.T, what string, err error, want civic.Kind) {
	t.Helper()
	if civic.KindOf(err) != want {
		t.Errorf("%s: %v, want %q", what, err, want)
	}
}

// From the invitation to the first sign-in; the database never holds what opens the link.
func TestInvitation(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ctx, kota := t.Context(), w.Officer("kota")
		asked := offer(w, "jalan")
		asked.Until = civic.Date{Year: 2026, Month: time.December, Day: 31}
		x, err := w.Directory.Invite(ctx, kota, asked)
		if err != nil || x.Email != "baru@contoh.example" || x.Name != "Budi Baru" || x.Stands(w.Clock()) != civic.InvitationOpen {
			t.Fatalf("%+v, %v", x, err)
		}
		_, err = w.Directory.Invite(ctx, w.Officer("nasional"), asked)
		wantKind(t, "while one waits", err, civic.KindConflict)
		token := tokenOf(w, x)
		for table, rows := range w.Dump() {
			if strings.Contains(rows, token) {
				t.Errorf("%s holds the link", table)
			}
		}
		if n := w.Number(`SELECT count(*) FROM invitation WHERE hash = $1`, vault.HashToken(token)); n != 1 {
			t.Error("the hash is not that of the link")
		}
		if _, err := w.Directory.SignIn(ctx, "baru@contoh.example", aSecret, "sini"); civic.KindOf(err) != civic.KindUnauthenticated {
			t.Errorf("before accepting: %v", err)
		}
		seen, err := w.Directory.Invited(ctx, token, "sini")
		if err != nil || seen.Account || seen.ByName != "Kiki Kota" {
			t.Errorf("%+v, %v", seen, err)
		}
		err = w.Directory.AcceptInvitation(ctx, directory.Acceptance{Token: token, Name: "Budi", Password: "pendek", Address: "sini"})
		wantKind(t, "a short password", err, civic.KindInvalid)
		if err := take(t, w, token); err != nil {
			t.Fatal(err)
		}
		posts, err := w.Directory.SignIn(ctx, "baru@contoh.example", aSecret, "sini")
		if err != nil || len(posts) != 1 || posts[0].Desk != w.Agency("jalan") || posts[0].Role != civic.RoleUnitOfficer || posts[0].Name != "Budi Baru" {
			t.Fatalf("%+v, %v", posts, err)
		}
		wantKind(t, "a second time", take(t, w, token), civic.KindNotFound)
		if n := w.Number(`SELECT count(*) FROM change_log WHERE subject = 'invitation' AND officer_id IN ($1, $2)`, int64(kota.Officer), int64(posts[0].Officer)); n != 2 {
			t.Errorf("%d traces", n)
		}
		w.Pass(305 * 24 * time.Hour) // past the last day of the year
		if _, err := w.Directory.SignIn(ctx, "baru@contoh.example", aSecret, "sini"); civic.KindOf(err) != civic.KindUnauthenticated {
			t.Errorf("after the last day: %v", err)
		}
	})
}

// Every link that is worth nothing is answered in one way.
func TestDeadLinks(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ctx := t.Context()
		var words string
		dead := func(what, token string) {
			t.Helper()
			_, err := w.Directory.Invited(ctx, token, "sini")
			wantKind(t, what, err, civic.KindNotFound)
			accepted := take(t, w, token)
			wantKind(t, what, accepted, civic.KindNotFound)
			wantKind(t, what+", signed in", w.Directory.AcceptAs(ctx, w.Officer("jalan").Officer, token, "sini"), civic.KindNotFound)
			if words == "" {
				words = err.Error()
			}
			if err.Error() != words || accepted.Error() != words {
				t.Errorf("%s: %v, and not %s", what, err, words)
			}
		}
		dead("unknown", vault.NewToken())
		dead("none", "")
		kota := w.Officer("kota")
		x, err := w.Directory.Invite(ctx, kota, offer(w, "jalan"))
		if err != nil {
			t.Fatal(err)
		}
		first := tokenOf(w, x)
		if x, err = w.Directory.SendInvitation(ctx, w.Officer("nasional"), x.ID); err != nil || x.Sent != 2 {
			t.Fatalf("%+v, %v", x, err)
		}
		dead("the link of before", first)
		second := tokenOf(w, x)
		w.Pass(8 * 24 * time.Hour)
		dead("after its time", second)
		if x, err = w.Directory.SendInvitation(ctx, kota, x.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Directory.Invited(ctx, tokenOf(w, x), "sini"); err != nil {
			t.Errorf("sent again: %v", err)
		}
		if _, err = w.Directory.WithdrawInvitation(ctx, kota, x.ID); err != nil {
			t.Fatal(err)
		}
		dead("withdrawn", tokenOf(w, x))
		_, err = w.Directory.SendInvitation(ctx, kota, x.ID)
		wantKind(t, "sending a withdrawn one", err, civic.KindConflict)

		if x, err = w.Directory.Invite(ctx, kota, offer(w, "jalan")); err != nil {
			t.Fatal(err)
		}
		if _, err := w.DB.Exec(ctx, `UPDATE post SET valid_to = $1 WHERE id = $2`, w.Clock().UnixMicro(), int64(kota.Post)); err != nil {
			t.Fatal(err)
		}
		dead("of a coordinator who left", tokenOf(w, x))
		all, _, err := w.Directory.Invitations(ctx, w.Officer("nasional"), true, 0, 9)
		if err != nil || len(all) != 1 || all[0].Stands(w.Clock()) != civic.InvitationLapsed {
			t.Errorf("the list says %+v, %v", all, err)
		}
	})
}

// Two who open the same link at once, and one who does so many times, get one post.
func TestALinkWorksOnce(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		x, err := w.Directory.Invite(t.Context(), w.Officer("kota"), offer(w, "jalan"))
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		good := make(chan error, 4)
		for range 4 {
			wg.Go(func() {
				good <- w.Directory.AcceptInvitation(context.Background(), directory.Acceptance{Token: tokenOf(w, x), Name: "Budi", Password: aSecret, Address: "sini"})
			})
		}
		wg.Wait()
		close(good)
		n := 0
		for err := range good {
			if err == nil {
				n++
			}
		}
		if posts := w.Number(`SELECT count(*) FROM post p JOIN officer o ON o.id = p.officer_id WHERE o.email = 'baru@contoh.example'`); n != 1 || posts != 1 {
			t.Errorf("%d came in, with %d posts", n, posts)
		}
	})
}

// An account that is in use keeps its password; one that is not gets a new one by the link.
func TestInvitingSomebodyKnown(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ctx, kota := t.Context(), w.Officer("kota")
		hash, err := w.Directory.HashPassword(ctx, "sandi lama yang panjang")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.DB.Exec(ctx, `UPDATE officer SET password_hash = $1 WHERE email IN ('balai@contoh.example', 'jalan@contoh.example')`, hash); err != nil {
			t.Fatal(err)
		}
		known := civic.Invitation{Email: "balai@contoh.example", Name: "Apa Saja", Agency: w.Agency("jalan"), Role: civic.RoleUnitOfficer}
		x, err := w.Directory.Invite(ctx, kota, known)
		if err != nil {
			t.Fatal(err)
		}
		if seen, err := w.Directory.Invited(ctx, tokenOf(w, x), "sini"); err != nil || !seen.Account {
			t.Errorf("%+v, %v", seen, err)
		}
		wantKind(t, "a new password for an account in use", take(t, w, tokenOf(w, x)), civic.KindConflict)
		wantKind(t, "somebody else's", w.Directory.AcceptAs(ctx, w.Officer("jalan").Officer, tokenOf(w, x), "sini"), civic.KindConflict)
		balai := w.Officer("balai")
		if err := w.Directory.AcceptAs(ctx, balai.Officer, tokenOf(w, x), "sini"); err != nil {
			t.Fatal(err)
		}
		posts, err := w.Directory.SignIn(ctx, "balai@contoh.example", "sandi lama yang panjang", "sini")
		if err != nil || len(posts) != 2 || posts[0].Name == "Apa Saja" {
			t.Errorf("%+v, %v", posts, err)
		}
		_, err = w.Directory.Invite(ctx, kota, known)
		wantKind(t, "into a post that they hold", err, civic.KindInvalid)

		if _, err := w.DB.Exec(ctx, `UPDATE post SET valid_to = $1 WHERE officer_id = $2`, w.Clock().UnixMicro(), int64(balai.Officer)); err != nil {
			t.Fatal(err)
		}
		if x, err = w.Directory.Invite(ctx, kota, known); err != nil {
			t.Fatal(err)
		}
		if err := take(t, w, tokenOf(w, x)); err != nil {
			t.Fatal(err)
		}
		if posts, err = w.Directory.SignIn(ctx, "balai@contoh.example", aSecret, "sini"); err != nil || len(posts) != 1 || posts[0].Epoch == 0 {
			t.Errorf("who came back: %+v, %v", posts, err)
		}
		if _, err := w.DB.Exec(ctx, `UPDATE officer SET active = FALSE WHERE email = 'jalan@contoh.example'`); err != nil {
			t.Fatal(err)
		}
		if x, err = w.Directory.Invite(ctx, kota, civic.Invitation{Email: "jalan@contoh.example", Name: "Joko", Agency: w.Agency("dinkes"), Role: civic.RoleLiaison}); err != nil {
			t.Fatal(err)
		}
		wantKind(t, "an account that was closed", take(t, w, tokenOf(w, x)), civic.KindNotFound)
	})
}

func TestWhoMayInvite(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ctx := t.Context()
		for who, want := range map[string]civic.Kind{"dpu": civic.KindForbidden, "kepala": civic.KindForbidden, "pengawas": civic.KindForbidden, "auditor": civic.KindForbidden, "kemen": civic.KindNotFound} {
			_, err := w.Directory.Invite(ctx, w.Officer(who), offer(w, "jalan"))
			wantKind(t, who, err, want)
		}
		kota := w.Officer("kota")
		for what, c := range map[string]struct {
			change func(*civic.Invitation)
			want   civic.Kind
		}{
			"a role above":     {func(x *civic.Invitation) { x.Role = civic.RoleAuditor }, civic.KindForbidden},
			"the unit above":   {func(x *civic.Invitation) { x.Agency = w.Agency("nasional") }, civic.KindNotFound},
			"the unit beside":  {func(x *civic.Invitation) { x.Agency = w.Agency("balai") }, civic.KindNotFound},
			"no unit":          {func(x *civic.Invitation) { x.Agency = 1 }, civic.KindNotFound},
			"no role":          {func(x *civic.Invitation) { x.Role = "raja" }, civic.KindInvalid},
			"no address":       {func(x *civic.Invitation) { x.Email = "bukan surel" }, civic.KindInvalid},
			"two lines":        {func(x *civic.Invitation) { x.Email = "a@b.id\nBcc: c@d.id" }, civic.KindInvalid},
			"no name":          {func(x *civic.Invitation) { x.Name = " " }, civic.KindInvalid},
			"oneself":          {func(x *civic.Invitation) { x.Email = "kota@contoh.example" }, civic.KindInvalid},
			"a post of before": {func(x *civic.Invitation) { x.Until = civic.Date{Year: 2026, Month: time.March, Day: 1} }, civic.KindInvalid},
		} {
			x := offer(w, "jalan")
			c.change(&x)
			_, err := w.Directory.Invite(ctx, kota, x)
			wantKind(t, what, err, c.want)
		}
		above, err := w.Directory.Invite(ctx, w.Officer("nasional"), civic.Invitation{Email: "au@contoh.example", Name: "Auditor", Agency: w.Agency("kota"), Role: civic.RoleAuditor})
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.Directory.WithdrawInvitation(ctx, kota, above.ID)
		wantKind(t, "withdrawing what came from above", err, civic.KindForbidden)
		w.Directory.InviteWith(w.Notify, directory.Invites{Life: time.Hour})
		_, err = w.Directory.Invite(ctx, kota, offer(w, "jalan"))
		wantKind(t, "without a mail server", err, civic.KindConflict)
	})
}

// Nobody's mailbox is filled, and links are not tried without end.
func TestInvitationsAreLimited(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ctx, kota := t.Context(), w.Officer("kota")
		x, err := w.Directory.Invite(ctx, kota, offer(w, "jalan"))
		if err != nil {
			t.Fatal(err)
		}
		for range 5 {
			if _, err = w.Directory.SendInvitation(ctx, kota, x.ID); err != nil {
				t.Fatal(err)
			}
		}
		_, err = w.Directory.SendInvitation(ctx, kota, x.ID)
		wantKind(t, "the sixth letter of a day", err, civic.KindTooMany)
		if x, err = w.Directory.InvitationOf(ctx, kota, x.ID); err != nil {
			t.Fatal(err)
		}
		for range 150 {
			if _, err := w.Directory.Invited(ctx, tokenOf(w, x), "sini"); err != nil {
				t.Fatalf("a good link counts: %v", err)
			}
		}
		tries := 0
		for ; err == nil || civic.KindOf(err) == civic.KindNotFound; tries++ {
			_, err = w.Directory.Invited(ctx, vault.NewToken(), "sana")
		}
		if tries != 101 || civic.KindOf(err) != civic.KindTooMany {
			t.Errorf("%d tries, %v", tries, err)
		}
		if _, err := w.Directory.Invited(ctx, tokenOf(w, x), "sini"); err != nil {
			t.Errorf("from elsewhere: %v", err)
		}
	})
}
