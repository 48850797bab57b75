package api_test

import (
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/catalogue"
	"tuntas/internal/civic"
	"tuntas/internal/service"
	"tuntas/internal/serviceio"
)

// serviced publishes services of the city, as their source had.
func (r *rig) serviced(names ...string) {
	var records []string
	for i, name := range names {
		records = append(records, `{"id":"`+string(rune('a'+i))+`","agency":{"name":"kota"},"service":{"name":"`+name+`","decree_no":"7/2026"},"standard":{"requirements":["KTP"],"steps":["Datang"],`+
			`"time":{"text":"Paling lama 3 hari kerja sejak berkas lengkap"},"fee":{"text":"Gratis"},"products":["Surat"],"complaint":{"text":"Loket pengaduan"}}}`)
	}
	d, err := serviceio.ReadJSON(strings.NewReader("[" + strings.Join(records, ",") + "]"))
	if err != nil {
		r.t.Fatal(err)
	}
	if err := r.catalogue.Import(r.t.Context(), civic.SystemActor(), d, catalogue.ImportOptions{State: service.Published}, func(row catalogue.Row) {
		if row.State != service.Published {
			r.t.Fatalf("%+v", row)
		}
	}); err != nil {
		r.t.Fatal(err)
	}
}

func TestServicesAreFoundAndRead(t *testing.T) {
	each(t, func(r *rig) {
		r.serviced("Akta kelahiran", "Akta kematian", "Kartu keluarga")
		if got := strings.Join(r.pages("/api/v1/services?limit=1&q=akte", nil, "services", "name"), ", "); got != "Akta kematian, Akta kelahiran" {
			t.Errorf("found %s", got)
		}
		one := r.want(http.StatusOK, "GET", "/api/v1/services?limit=1", nil, nil).list("services")[0]
		if at := one["time"].(map[string]any); at["max"] != 3.0 || at["unit"] != "working_day" || one["is_free"] != true || one["filled_delivery"] != 6.0 {
			t.Errorf("%v", one)
		}
		all := r.want(http.StatusOK, "GET", "/api/v1/services?event=lahir&free=true&agency=kota", nil, nil).list("services")
		if len(all) != 2 {
			t.Errorf("a child was born: %v", all)
		}
		whole := r.want(http.StatusOK, "GET", "/api/v1/services/"+all[0]["id"].(string), nil, nil).body
		parts := whole["components"].([]any)
		if whole["decree_no"] != "7/2026" || len(parts) != 6 || parts[2].(map[string]any)["text"] != "Paling lama 3 hari kerja sejak berkas lengkap" || whole["time"].(map[string]any)["clock_start"] != "berkas_lengkap" {
			t.Errorf("%v", whole)
		}
		r.want(http.StatusNotFound, "GET", "/api/v1/services/17", nil, nil)
		r.want(http.StatusNotFound, "GET", "/api/v1/services/x", nil, nil)
		r.want(http.StatusUnprocessableEntity, "GET", "/api/v1/services?cursor=x", nil, nil)
	})
}
