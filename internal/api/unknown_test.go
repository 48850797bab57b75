package api_test

import (
	"encoding/json"
	"net/http"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"tuntas/internal/civic"
)

// reportOperation is one address of one report, with a body that is right.
type reportOperation struct {
	method, path string
	body         any
}

// reportOperations are all of them, from the document of the API.
func reportOperations(t testing.TB) (out []reportOperation) {
	t.Helper()
	raw, err := os.ReadFile("../../docs/openapi.json")
	must(t, err)
	var doc struct {
		Paths map[string]map[string]struct {
			RequestBody struct {
				Content map[string]struct{ Example any }
			}
		}
	}
	must(t, json.Unmarshal(raw, &doc))
	for path, methods := range doc.Paths {
		_, rest, ok := strings.Cut(path, "/reports/{tracking_id}")
		if !ok {
			continue
		}
		rest = strings.NewReplacer("{part}", "dossier.json", "/templates", "/templates?verb=answer").Replace(rest)
		rest = regexp.MustCompile(`\{[a-z_]+\}`).ReplaceAllString(rest, "1")
		for method, op := range methods {
			out = append(out, reportOperation{strings.ToUpper(method), rest, op.RequestBody.Content["application/json"].Example})
		}
	}
	if len(out) < 40 {
		t.Fatalf("only %d addresses are found", len(out))
	}
	return out
}

// unpublished is a report at an office of the city that nobody outside knows of.
func (r *rig) unpublished() rep {
	on := r.newReport("kota", "plain")
	r.act(&on, civic.RoleAgencyAdmin, "kota", civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: r.desk("kota-pu")})
	return on
}

// Whoever is kept out of a report, in person or with the office, is answered at every address as if it were not there, and
// learns nothing from what is wrong with what was sent.
func TestAReportOneIsKeptOutOfIsNotThere(t *testing.T) {
	each(t, func(r *rig) {
		person, office := r.unpublished(), r.unpublished()
		kept := r.officerAt(civic.RoleAgencyAdmin, "kota")
		r.act(&person, civic.RoleNationalAdmin, "nasional", civic.Command{Verb: civic.VerbKeepOut, KeepOfficer: kept.Officer, Message: "Koordinator ini ipar terlapor."})
		r.act(&office, civic.RoleNationalAdmin, "nasional", civic.Command{Verb: civic.VerbKeepOut, KeepDesk: r.desk("kota-pu"), Message: "Kepala dinas yang dilaporkan."})
		nowhere := "/api/v1/reports/" + strangerCode(t)
		for name, x := range map[string]struct {
			who headers
			on  rep
		}{"in person": {bearer(r.token(civic.RoleAgencyAdmin, "kota")), person}, "the office": {bearer(r.token(civic.RoleUnitOfficer, "kota-pu")), office},
			"another office": {bearer(r.token(civic.RoleAgencyAdmin, "prov")), person}} {
			for _, a := range reportOperations(t) {
				where := name + ": " + a.method + " " + a.path
				mine, none := r.do(a.method, x.on.at+a.path, x.who, a.body), r.do(a.method, nowhere+a.path, x.who, a.body)
				if mine.status != http.StatusNotFound && (a.path != "/attachments" || mine.status != http.StatusUnsupportedMediaType) { // files come in another shape
					t.Errorf("%s answers %d: %s", where, mine.status, mine.raw)
				}
				alike(t, where, mine, none)
				if a.method == http.MethodPost {
					mine, none := r.do(a.method, x.on.at+a.path, x.who, J{"nonsense": 1}), r.do(a.method, nowhere+a.path, x.who, J{"nonsense": 1})
					delete(mine.body, "instance")
					delete(none.body, "instance")
					if mine.status != none.status || !reflect.DeepEqual(mine.body, none.body) {
						t.Errorf("%s with nonsense: %d %v, and where nothing is %d %v", where, mine.status, mine.body, none.status, none.body)
					}
				}
			}
		}
		open := r.reportIn(civic.InProgress, "plain", false) // what is public anyway they read like anybody else
		r.act(&open, civic.RoleNationalAdmin, "nasional", civic.Command{Verb: civic.VerbKeepOut, KeepOfficer: kept.Officer, Message: "Koordinator ini ipar terlapor."})
		mine, public := r.want(http.StatusOK, "GET", open.at, bearer(r.token(civic.RoleAgencyAdmin, "kota")), nil), r.want(http.StatusOK, "GET", open.at, nil, nil)
		if !reflect.DeepEqual(mine.body, public.body) || mine.str("viewer") != "public" {
			t.Errorf("of a published one who is kept out reads %s, everybody %s", mine.raw, public.raw)
		}
	})
}
