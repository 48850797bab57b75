package service

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFilled(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "-": false, "--- ": false, "Belum ada": false, "belum ada data": false, "n/a": false, "N.A.": false, "Sama dengan di atas": false, "...": false, "<p>-</p>": false,
		"<br/>": false, "&nbsp;": false, "(tidak tertulis)": false, "KK": false, "\u200b\u200b\u200b": false, "idem": false,
		"KTP": true, "Tidak ada persyaratan": true, "KK, KTP": true, "<b>Akta</b>": true, "123": true, "Belum ada SOP tertulis": true, "< 1 jam": true,
	} {
		if Filled(text) != want {
			t.Errorf("%q is filled: %t", text, !want)
		}
	}
}

// whole is a standard of which nothing is to be said.
func whole() Service {
	time := "3 hari kerja"
	return Service{
		Name: "Akta", Decree: "12", Owner: Owner{Agency: "Kota Contoh", Unit: "Dinas A", Region: "Kota Contoh"},
		Requirements: []Item{{Text: "KTP"}}, Steps: []Item{{Text: "Datang"}}, Time: &time, Fee: &FeeText{Text: "Gratis"}, Products: []Item{{Text: "Akta"}},
		Complaint: Complaint{Channels: []Channel{{Kind: "kotak_saran"}}}, Making: [8]string{"UU 24/2013", "Loket", "D3", "Kepala seksi", "4", "Cepat", "Aman", "Tahunan"},
	}
}

func TestEveryWarningHasItsReason(t *testing.T) {
	text := func(s string) *string { return &s }
	reasons := map[Warning]func(*Service){
		Empty("c01"): func(s *Service) { s.Requirements = []Item{{Text: "-"}, {Text: ""}} }, Empty("c02"): func(s *Service) { s.Steps = nil },
		Empty("c03"): func(s *Service) { s.Time = nil }, Empty("c04"): func(s *Service) { s.Fee = &FeeText{Text: "-"} }, Empty("c05"): func(s *Service) { s.Products = []Item{{Text: "belum ada"}} },
		Empty("c06"): func(s *Service) { s.Complaint = Complaint{Channels: []Channel{{Kind: "lapor"}}} }, NoDecree: func(s *Service) { s.Decree = "-" },
		DayKindAssumed: func(s *Service) { s.Time = text("3 hari") }, ExtensionOpen: func(s *Service) { s.Time = text("3 hari kerja, dapat diperpanjang") },
		SeveralTimes: func(s *Service) { s.Time = text("Baru 3 jam; lama 1 jam") }, OwnerUnresolved: func(s *Service) { s.Owner.Agency = "" }, FeeWithoutAmount: func(s *Service) { s.Fee = &FeeText{Text: "Sesuai Perda"} },
	}
	if j := Judge(whole()); len(j.Warnings) > 0 || j.Delivery != Delivery || j.All != Components {
		t.Fatalf("%+v", j)
	}
	for _, w := range Warnings() {
		s := whole()
		reasons[w](&s)
		if j := Judge(s); !slices.Equal(j.Warnings, []Warning{w}) {
			t.Errorf("for %s: %v", w, j.Warnings)
		}
	}
	if len(reasons) != len(Warnings()) {
		t.Error("a warning has no reason here")
	}
}

func TestOwners(t *testing.T) {
	for _, c := range []struct {
		o    Owner
		want bool
	}{
		{Owner{Agency: "Kota Contoh"}, false}, {Owner{Agency: "(induk belum diketahui)"}, true}, {Owner{Agency: "-"}, true}, {Owner{Agency: "Kota Contoh", Region: "Jawa Timur (diduga)"}, true},
		{Owner{Agency: "Kota Contoh", Uncertain: true}, true}, {Owner{Agency: "Kementerian A (Pusat)", Unit: "Biro B / UPT C"}, false}, {Owner{Agency: "Kabupaten A", Unit: "kemungkinan Dinas B"}, true},
	} {
		if c.o.unresolved() != c.want {
			t.Errorf("%+v: %t", c.o, !c.want)
		}
	}
}

func TestThePortalsLineIsNobodysComplaintChannel(t *testing.T) {
	const line = "Anda juga dapat menyampaikan pengaduan, aspirasi, maupun permintaan informasi melalui aplikasi LAPOR!\nWebsite: www.lapor.go.id\nGoogle Play Store"
	for _, c := range []struct {
		c    Complaint
		want bool
	}{
		{Complaint{}, false}, {Complaint{Text: line}, false}, {Complaint{Text: line + "\nKotak saran di loket"}, true}, {Complaint{Text: "SP4N-LAPOR! www.lapor.go.id"}, true},
		{Complaint{Text: "-"}, false}, {Complaint{Channels: []Channel{{Kind: "lapor", Value: "lapor.go.id"}}}, true}, {Complaint{Channels: []Channel{{Kind: "lapor", Value: "x.go.id", Portal: true}}}, false},
		{Complaint{Channels: []Channel{{Kind: "telepon", Value: "-"}}}, false}, {Complaint{Channels: []Channel{{Kind: "tatap_muka"}}}, true}, {Complaint{Stages: []string{"-"}}, false},
		{Complaint{Stages: []string{"Dicatat"}}, true}, {Complaint{Classes: []string{"ringan"}}, true},
	} {
		if c.c.filled() != c.want {
			t.Errorf("%+v: %t", c.c, !c.want)
		}
	}
}

func TestTariffRowsStandInForAmountsTheTextHasNot(t *testing.T) {
	n := int64(45000)
	rows := []FeeItem{{Label: "Bus", Amount: &n, Unit: "unit"}}
	f := FeeText{Text: "Retribusi menurut tabel", Rows: rows}.read()
	if diff := cmp.Diff(rows, f.Items); diff != "" || f.Kind != FeeTable {
		t.Error(diff, f.Kind)
	}
	if f := (FeeText{Text: "Gratis", Rows: rows}).read(); !f.IsFree || len(f.Items) > 0 {
		t.Errorf("the text counts: %+v", f)
	}
}

func TestLikeness(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Penerbitan akta kelahiran", "PENERBITAN AKTA KELAHIRAN.", true}, {"Surat keterangan domisili", "Surat  keterangan domisili", true}, {"Surat izin praktik dokter umum", "Surat izin praktik dokter umum (SIP)", true},
		{"Surat keterangan domisili", "Surat keterangan usaha", false}, {"Akta kelahiran", "Akta kematian", false}, {"", "", false}, {"a", "", false},
	} {
		if got := Likeness(c.a, c.b) > NearDuplicate; got != c.same || Likeness(c.a, c.b) != Likeness(c.b, c.a) {
			t.Errorf("%q, %q: %.2f", c.a, c.b, Likeness(c.a, c.b))
		}
	}
}

func TestLongTextsAreReadToTheirLimit(t *testing.T) {
	if got := ParseTime("5 menit " + strings.Repeat("kata ", 100_000) + "7 hari"); got.Max == nil || *got.Max != 5 {
		t.Errorf("%+v", got)
	}
}
