package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const aService = `{"examples":[{"id":"l-1","agency":{"name":"Kota Contoh"},"service":{"name":"Legalisir akta & ijazah","decree_no":"12/2025"},` +
	`"standard":{"requirements":["Akta"],"steps":["Datang"],"time":{"text":"10 menit"},"fee":{"text":"Gratis"},"products":["Akta"],"complaint":{"text":"Loket 1"}},"lain":1.50},` +
	`{"id":"l-2","agency":{"name":"Kota Contoh"},"service":{"name":"Legalisir Akta, Ijazah"}},7]}`

func TestServicesAreReadAndNothingIsKept(t *testing.T) {
	in := installation{t: t}
	file := in.file("layanan.json", aService)
	said, err := in.run("", "import", "services", file, "--dry-run", "--json")
	if err == nil || err.Error() != "1 row would be refused" {
		t.Error(err)
	}
	want := `{"id":"l-1","time":{"min":null,"max":10,"unit":"minute","clock_start":null,"extension":null,"parse":"ok","variants":[]},"fee":{"is_free":true,"items":[]},"filled_delivery":6,"warnings":[]}` + "\n" +
		`{"id":"l-2","time":null,"fee":null,"filled_delivery":0,"warnings":["component_empty:c01","component_empty:c02","component_empty:c03","component_empty:c04","component_empty:c05","component_empty:c06","no_decree"],"duplicate_of":["l-1"]}` + "\n"
	if !strings.HasPrefix(said, want) || !strings.Contains(said, "record 3: line: ") {
		t.Errorf("%s", said)
	}
	said, _ = in.run("", "import", "services", file, "--dry-run")
	for _, part := range []string{"l-1: Legalisir akta & ijazah. 6 of 6 components; 10 (sepuluh) menit; free. Nothing to look at.", "Perhaps the same as l-1.", "nothing was changed: 2 read, 1 refused"} {
		if !strings.Contains(said, part) {
			t.Errorf("%q is not said:\n%s", part, said)
		}
	}
	if _, err := in.run("", "import", "services", file, "--out", filepath.Join(t.TempDir(), "a.csv")); err == nil {
		t.Error("--out is taken without --dry-run")
	}
}

// What is taken in is given back as it came, and taken in once.
func TestServicesAreKeptAndGivenBack(t *testing.T) {
	eachInstallation(t, servicesGoInAndOut)
}

func servicesGoInAndOut(in installation) {
	t := in.t
	agencies := in.file("instansi.csv", "code,parent_code,name,kind\nkota,nasional,Kota Contoh,city\n")
	if said, err := in.run("", "import", "agencies", agencies); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	file := in.file("layanan.json", strings.Replace(aService, ",7]", `,{"id":"l-3","agency":{"name":"(tidak tertulis)","unit":"Kelurahan Entah"},"service":{"name":"Surat pengantar"}}]`, 1))
	says := func(want string, args ...string) {
		t.Helper()
		said, err := in.run("", args...)
		if err != nil || !strings.Contains(said, want) {
			t.Errorf("%v: %v\n%s", args, err, said)
		}
	}
	says("2 new, 0 changed, 0 already here, 1 held because the owner is not known, 0 not changed because a version waits, 0 refused", "import", "services", file, "--state", "published")
	says("0 new, 0 changed, 2 already here, 1 held", "import", "services", file)
	says(`{"id":"l-3","name":"Surat pengantar","result":"held","owner":"(tidak tertulis) / Kelurahan Entah"}`, "import", "services", file, "--json")
	says(`"id":"l-3","name":"Surat pengantar","result":"new"`, "import", "services", file, "--json", "--owner", "(tidak tertulis) / Kelurahan Entah=kota")
	out := filepath.Join(t.TempDir(), "keluar.json")
	says("3 services written", "export", "services", out)
	raw, err := os.ReadFile(out)
	if err != nil || !strings.Contains(string(raw), `"lain":1.50`) || !strings.Contains(string(raw), `"name":"Legalisir akta & ijazah","decree_no":"12/2025"`) {
		t.Errorf("%v\n%s", err, raw)
	}
	says("0 new, 0 changed, 3 already here", "import", "services", out)
	for _, kind := range []string{"a.csv", "a.xlsx"} {
		table := filepath.Join(t.TempDir(), kind)
		says("3 services written", "export", "services", table)
		says("0 new, 0 changed, 3 already here", "import", "services", table)
	}
	if _, err := in.run("", "import", "services", file, "--owner", "Entah=tidakada"); err == nil {
		t.Error("an agency that is not there is named")
	}
}

func TestServicesGoFromJSONToTablesAndBack(t *testing.T) {
	in := installation{t: t}
	file := in.file("layanan.json", strings.Replace(aService, ",7]", "]", 1))
	for _, kind := range []string{"a.csv", "a.xlsx"} {
		table, again := filepath.Join(t.TempDir(), kind), filepath.Join(t.TempDir(), "b.json")
		first, err := in.run("", "import", "services", file, "--dry-run", "--json", "--out", table)
		if err != nil {
			t.Fatal(err)
		}
		second, err := in.run("", "import", "services", table, "--dry-run", "--json", "--out", again)
		if err != nil || first != second {
			t.Errorf("%v\n%s\n%s", err, first, second)
		}
		raw, err := os.ReadFile(again)
		if err != nil || !strings.Contains(string(raw), `"lain":1.50`) {
			t.Errorf("%v\n%s", err, raw)
		}
	}
	if _, err := in.run("", "import", "services", in.file("layanan.txt", "x"), "--dry-run"); err == nil {
		t.Error("a file of no known kind is read")
	}
	if _, err := in.run("", "import", "services", file, "--dry-run", "--out", filepath.Join(t.TempDir(), "a.txt")); err == nil {
		t.Error("a file of no known kind is written")
	}
}

func TestInnovationsAreRead(t *testing.T) {
	in := installation{t: t}
	file := in.file("inovasi.csv", "id,name,agency,started,status,problem,solution,sdgs\ni-1,Antar Jemput,Kota Contoh,Maret 2021,berjalan,Jauh,Dijemput,3\n")
	said, err := in.run("", "import", "innovations", file, "--dry-run", "--json")
	want := `{"id":"i-1","name":"Antar Jemput","started":"2021-03","status":"berlanjut","metrics":0,"awards":0,"sdgs":[3],"warnings":["metrics_empty"]}` + "\n"
	if err != nil || !strings.HasPrefix(said, want) {
		t.Errorf("%v\n%s", err, said)
	}
	if _, err := in.run("", "import", "innovations", file); err == nil || !strings.Contains(err.Error(), "cannot be kept yet") {
		t.Errorf("without --dry-run: %v", err)
	}
	if said, err := in.run("", "import", "innovations", file, "--dry-run"); err != nil || !strings.Contains(said, "i-1: Antar Jemput. To look at: metrics_empty.") {
		t.Errorf("%v\n%s", err, said)
	}
}
