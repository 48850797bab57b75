package api_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/intake"
)

// The door should cost little beside the verb: compare door with verb in each pair.

func (r *rig) serve(b *testing.B, status int, method, path string, h headers, body string) {
	b.Helper()
	req := httptest.NewRequest(method, path, strings.NewReader(body))
	req.Header.Set("Content-Type", "application/json")
	for k, v := range h {
		req.Header.Set(k, v)
	}
	rec := httptest.NewRecorder()
	r.door.ServeHTTP(rec, req)
	if rec.Code != status {
		b.Fatalf("%s %s: %d %s", method, path, rec.Code, rec.Body)
	}
}

func BenchmarkSubmit(b *testing.B) {
	r := newRig(b, "sqlite")
	body, err := json.Marshal(complaint(nil))
	must(b, err)
	b.Run("door", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			r.serve(b, http.StatusCreated, "POST", "/api/v1/reports", nil, string(body))
		}
	})
	b.Run("verb", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, err := r.intake.Submit(context.Background(), civic.Actor{Role: civic.RoleReporter}, intake.Request{Submission: civic.Submission{Class: civic.Complaint,
				Title: "Lubang di jalan", Body: "Ada lubang besar di jalan depan pasar sejak dua minggu.", Place: civic.Place{Text: "Jalan Pasar 12", Region: "35.78"}, Channel: "api"}})
			must(b, err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	r := newRig(b, "sqlite")
	on := r.reportIn(civic.InProgress, "plain", false)
	who := bearer(r.token(civic.RoleUnitOfficer, "kota-pu"))
	b.Run("door public", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			r.serve(b, http.StatusOK, "GET", on.at, nil, "")
		}
	})
	b.Run("verb public", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, err := r.casework.View(context.Background(), civic.Actor{Role: civic.RolePublic}, civic.TrackingCode(on.code))
			must(b, err)
		}
	})
	b.Run("door officer", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			r.serve(b, http.StatusOK, "GET", on.at, who, "")
		}
	})
	b.Run("door list", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			r.serve(b, http.StatusOK, "GET", "/api/v1/reports?limit=20", nil, "")
		}
	})
}
