package catalogue_test

import (
	"encoding/json"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/catalogue"
)

// Linked data says working days where it can, and leaves them out where they would become other days.
func TestLinkedDataPromisesNoOtherDays(t *testing.T) {
	w := apptest.OpenTown(t, "sqlite")
	h := published(w, "dinkes", whole("Rujukan rawat jalan"))
	e, err := w.Catalogue.Public(t.Context(), h.Service)
	if err != nil {
		t.Fatal(err)
	}
	g := catalogue.Giver{URL: "https://tuntas.test/layanan/1", Agency: "Dinas Kesehatan", AgencyURL: "https://tuntas.test/instansi/1", Region: "Kota Surabaya"}
	read := func(v any) (out map[string]any) {
		raw, err := json.Marshal(v)
		if err == nil {
			err = json.Unmarshal(raw, &out)
		}
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	cpsv := read(e.CPSV(g))
	if at := cpsv["cv:processingTime"].(map[string]any); at["@value"] != "P3D" || cpsv["sl:workingDays"] != 3.0 || cpsv["sl:clockStart"] != "berkas_lengkap" {
		t.Errorf("CPSV-AP: %v", cpsv)
	}
	if n := len(cpsv["cpsv:hasInput"].([]any)); n != 2 {
		t.Errorf("%d inputs", n)
	}
	schema := read(e.Schema(g))
	channel := schema["availableChannel"].([]any)[0].(map[string]any)
	offer := schema["offers"].([]any)[0].(map[string]any)
	if _, said := channel["processingTime"]; said || offer["price"] != 0.0 || offer["priceCurrency"] != "IDR" {
		t.Errorf("schema.org: %v", schema)
	}
}
