package casework_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
)

// splitOff takes a part out of a report, to a desk, and returns its code.
func splitOff(t *testing.T, w *apptest.Town, by civic.Actor, code civic.TrackingCode, to, what string) civic.TrackingCode {
	t.Helper()
	had := partCodes(t, w, code)
	w.Do(by, code, civic.Command{Verb: civic.VerbSplit, Target: w.Agency(to), Class: civic.Complaint, Message: what + " di samping lubang itu roboh ke jalan."})
	for _, c := range partCodes(t, w, code) {
		if !slices.Contains(had, c) {
			return c
		}
	}
	t.Fatal("no part came off")
	return ""
}

func partCodes(t *testing.T, w *apptest.Town, code civic.TrackingCode) (out []civic.TrackingCode) {
	t.Helper()
	for _, p := range viewOf(t, w, w.Officer("pengawas"), code).Parts {
		out = append(out, p.Report.Code)
	}
	return out
}

// comesUpon tells where any of the officers of a town comes upon one of the reports.
func comesUpon(t *testing.T, w *apptest.Town, name string, codes []civic.TrackingCode) (out []string) {
	t.Helper()
	for _, code := range codes {
		for _, where := range sees(t, w, w.Officer(name), code) {
			out = append(out, name+" "+where)
		}
	}
	return out
}

// An office that is kept out of a report loses the parts that it holds, those it helps with and those that ended there, in
// the same step; whoever was let in again may be sent them again.
func TestKeepingOutReachesTheParts(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, _ := w.Handled(w.Pothole())
		jalan, nasional := w.Officer("jalan"), w.Officer("nasional")
		open, ended, helped := splitOff(t, w, jalan, got.Code, "dinkes", "Rambu"), splitOff(t, w, jalan, got.Code, "dinkes", "Pagar"), splitOff(t, w, jalan, got.Code, "dpu", "Tiang")
		w.Do(w.Officer("dinkes"), ended, civic.Command{Verb: civic.VerbFollowUp, Message: "Petugas kami memeriksa pagar pada 3 Maret."})
		w.Do(w.Officer("dinkes"), ended, civic.Command{Verb: civic.VerbClose, Outcome: "selesai", Message: "Pagar di samping lubang itu berdiri lagi sejak 3 Maret."})
		w.Settled()
		w.Do(w.Officer("dpu"), helped, civic.Command{Verb: civic.VerbSupport, Target: w.Agency("dinkes"), Message: "Mohon data kecelakaan di tempat itu."})
		family := []civic.TrackingCode{got.Code, open, ended, helped}
		if len(comesUpon(t, w, "dinkes", family)) == 0 {
			t.Fatal("the office comes upon nothing from the start")
		}
		w.Do(nasional, got.Code, civic.Command{Verb: civic.VerbKeepOut, KeepDesk: w.Agency("dinkes"), Message: "Kepala dinas ini yang dilaporkan."})
		if found := comesUpon(t, w, "dinkes", family); len(found) != 0 {
			t.Errorf("kept out of the whole, and yet %v", found)
		}
		pengawas := w.Officer("pengawas")
		for _, code := range family {
			v := viewOf(t, w, pengawas, code)
			if len(v.Kept) != 1 || v.Kept[0].By != "Nia Nasional" || v.Kept[0].Reason != "Kepala dinas ini yang dilaporkan." {
				t.Errorf("supervisors read of %s: %+v", code, v.Kept)
			}
			if v := viewOf(t, w, w.Officer("kota"), code); len(v.Kept)+len(v.Report.Oversight.Kept) != 0 {
				t.Errorf("others read whom %s is kept from", code)
			}
		}
		if v := viewOf(t, w, jalan, got.Code); len(v.Owing) != 2 || slices.Contains(v.Owing, "Dinas Kesehatan") {
			t.Errorf("the whole waits for %v", v.Owing)
		}
		w.Do(pengawas, helped, civic.Command{Verb: civic.VerbLetIn, KeepDesk: w.Agency("dinkes"), Message: "Salah sebut nama dinas."})
		if n := w.Number(`SELECT count(*) FROM report WHERE integrity LIKE '%"k"%'`); n != 0 {
			t.Errorf("%d are still kept from somebody", n)
		}
		w.Do(w.Officer("kota"), open, civic.Command{Verb: civic.VerbDispose, Target: w.Agency("dinkes"), Message: "Silakan dikerjakan."})
		w.Settled()
	})
}

// A person who is kept out of a whole finds its later parts neither in lists nor in counts.
func TestAPartIsKeptFromThePeopleOfTheWhole(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, _ := w.Handled(w.Pothole())
		w.Do(w.Officer("nasional"), got.Code, civic.Command{Verb: civic.VerbKeepOut, KeepOfficer: w.Officer("dinkes").Officer, Message: "Petugas ini ipar pihak yang dilaporkan."})
		part := splitOff(t, w, w.Officer("jalan"), got.Code, "dinkes", "Rambu")
		if found := comesUpon(t, w, "dinkes", []civic.TrackingCode{got.Code, part}); len(found) != 0 {
			t.Errorf("kept out of the whole, the part is found: %v", found)
		}
		if v := viewOf(t, w, w.Officer("pengawas"), part); len(v.Kept) != 1 || v.Kept[0].Name != "Dina Dinkes" {
			t.Errorf("supervisors read %+v", v.Kept)
		}
	})
}

// Where one of the family refuses, nothing of the step is done to any of it.
func TestKeepingOutIsDoneToAllOrToNone(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, _ := w.Handled(w.Pothole())
		jalan := w.Officer("jalan")
		first, second := splitOff(t, w, jalan, got.Code, "dinkes", "Rambu"), splitOff(t, w, jalan, got.Code, "dinkes", "Pagar")
		w.Do(w.Officer("dinkes"), second, civic.Command{Verb: civic.VerbMerge, Into: first, Message: "Rambu yang sama."})
		before := w.Dump()["event"]
		_, err := w.Casework.Act(t.Context(), w.Officer("nasional"), got.Code, civic.Command{Verb: civic.VerbKeepOut, KeepDesk: w.Agency("dinkes"), Message: "Kepala dinas ini yang dilaporkan."})
		if e := new(civic.Error); !errors.As(err, &e) || e.Key != "error.keep_alone_family" || w.Dump()["event"] != before || w.Number(`SELECT count(*) FROM report WHERE integrity <> ''`) != 0 {
			t.Errorf("%v; something of it was done", err)
		}
	})
}

// Whatever the order of splitting, keeping out, letting in and sending about: whoever is kept out comes upon nothing.
func TestNobodyKeptOutComesUponAnyPart(t *testing.T) {
	for seed := range uint64(3) {
		apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
			dice, kept := rand.New(rand.NewPCG(seed, 40)), map[string]bool{}
			got, _ := w.Handled(w.Pothole())
			codes := []civic.TrackingCode{got.Code}
			for n := range 30 {
				desk := []string{"dpu", "jalan", "dinkes", "kemen", "balai"}[dice.IntN(5)]
				who, cmd := drawFamilyStep(w, dice.IntN(9), desk)
				cmd.Message = fmt.Sprintf("Rambu nomor %d di samping lubang itu roboh ke jalan.", n)
				if _, err := w.Casework.Act(t.Context(), who, codes[dice.IntN(len(codes))], cmd); err != nil {
					continue
				}
				switch cmd.Verb {
				case civic.VerbSplit:
					codes = append(codes[:1:1], partCodes(t, w, got.Code)...)
				case civic.VerbKeepOut, civic.VerbLetIn:
					kept[desk] = cmd.Verb == civic.VerbKeepOut
				}
			}
			if kept["dpu"] {
				kept["jalan"] = true
			}
			for desk, out := range kept {
				if found := comesUpon(t, w, desk, codes); out && len(found) != 0 {
					t.Errorf("seed %d: %s is kept out, and yet %v", seed, desk, found)
				}
			}
			if len(codes) < 2 || len(kept) == 0 {
				t.Errorf("seed %d: %d reports, kept from %v", seed, len(codes), kept)
			}
		})
	}
}

func drawFamilyStep(w *apptest.Town, what int, desk string) (civic.Actor, civic.Command) {
	to := w.Agency(desk)
	switch what {
	case 0, 1:
		return w.Officer("nasional"), civic.Command{Verb: civic.VerbKeepOut, KeepDesk: to}
	case 2:
		return w.Officer("pengawas"), civic.Command{Verb: civic.VerbLetIn, KeepDesk: to}
	case 3:
		return w.Officer("kota"), civic.Command{Verb: civic.VerbDispose, Target: to}
	case 4:
		return w.Officer("kota"), civic.Command{Verb: civic.VerbSupport, Target: to}
	default:
		return w.Officer("kota"), civic.Command{Verb: civic.VerbSplit, Target: to, Class: civic.Complaint}
	}
}
