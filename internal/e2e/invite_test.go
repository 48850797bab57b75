package e2e

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

// link waits for the letter by which somebody is invited, and reads its address off it.
func (m *mailbox) link(t *testing.T, address string) string {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		for _, l := range m.to(address) {
			if at := regexp.MustCompile(`https?://[^/\s]+(/petugas/undangan/\S+)`).FindStringSubmatch(l.text); at != nil {
				return at[1]
			}
		}
	}
	t.Fatalf("no invitation came to %s", address)
	return ""
}

// TestAnOfficerIsInvitedWorksAndLeaves: a coordinator invites an officer by mail; the link works once and gives an account; the
// coordinator opens the page of leaves, and ends the post: the session that ran is over at that moment.
func TestAnOfficerIsInvitedWorksAndLeaves(t *testing.T) {
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	s := needCountry(t)
	address := fmt.Sprintf("baru-%d@tuntas.example", time.Now().UnixNano())
	boss, fresh := signIn(t, s, coordinator), newPage(t, s, phone())
	boss.open("/kelola/undangan")
	g.see(boss, "invitations")
	boss.in("main").follow("Undang petugas")
	g.see(boss, "invitation-form")
	boss.in("main").write("Email dinas", "bukan alamat")
	boss.in("main").write("Nama", "Ratri Petugas Baru")
	if status := boss.in("main").follow("Kirim undangan"); status != http.StatusUnprocessableEntity {
		t.Errorf("a wrong address answers %d", status)
	}
	g.see(boss, "invitation-wrong")
	boss.in("main").write("Email dinas", address)
	boss.in("main").write("Meja", "Dinas Kesehatan Kota Surabaya")
	value[bool](boss, `document.querySelector("select[name=role]").value = "unit_officer", true`)
	boss.in("main").follow("Kirim undangan")
	boss.in("main").sees("Ratri Petugas Baru", address, "Menunggu")
	g.see(boss, "invitation")

	at := s.mail.link(t, address)
	fresh.open(at)
	fresh.in("main").sees("Undangan untuk Anda", "Dinas Kesehatan Kota Surabaya", address)
	g.see(fresh, "invited")
	fresh.in("main").write("Kata sandi baru", "x")
	if status := fresh.in("main").follow("Terima undangan"); status != http.StatusUnprocessableEntity {
		t.Errorf("a short password answers %d", status)
	}
	g.see(fresh, "invited-wrong")
	fresh.in("main").write("Kata sandi baru", "kuda-lari-di-atas-awan-7")
	fresh.in("main").follow("Terima undangan")
	if fresh.path() == "/petugas/masuk" {
		fresh.write("Email dinas", address)
		fresh.write("Kata sandi", "kuda-lari-di-atas-awan-7")
		fresh.in("main").follow("Masuk")
	}
	if status := fresh.open("/petugas"); status != http.StatusOK || fresh.path() != "/petugas" {
		t.Fatalf("the new officer's queue answers %d at %s", status, fresh.path())
	}
	other := newPage(t, s, phone())
	if status := other.open(at); status != http.StatusNotFound {
		t.Errorf("the link that was used answers %d", status)
	}
	other.in("main").sees("Tautan ini tidak dapat dipakai")
	g.see(other, "invitation-dead")

	boss.open("/kelola/petugas?dari=baru-")
	post := value[string](boss, `[...document.querySelectorAll("main tr")].find((r) => r.textContent.includes("`+address+`"))?.querySelector("a")?.getAttribute("href") ?? ""`)
	if !strings.HasPrefix(post, "/kelola/petugas/") {
		t.Fatalf("the new officer is not listed: %q", post)
	}
	boss.open(post + "/cuti")
	boss.in("main").sees("Belum ada cuti yang dicatat.")
	g.see(boss, "leave")
	boss.open(post + "/akhiri")
	g.see(boss, "post-end")
	boss.in("main").follow("Ya, akhiri jabatan")
	boss.in("body").sees("sudah berakhir")
	fresh.open("/petugas")
	fresh.in("body").lacks("Perlu tindakan")
	if fresh.path() == "/petugas" {
		t.Error("the session of whoever left goes on")
	}
}
