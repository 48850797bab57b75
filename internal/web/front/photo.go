package front

import (
	"net/http"
	"strconv"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/citizen"
)

// shots are the reporter's photos that were published, as copies.
func shots(code string, v *casework.View) (out []citizen.Shot) {
	if !v.Sight.Published {
		return nil
	}
	for _, p := range v.Photos {
		at := "/laporan/" + code + "/foto/" + strconv.Itoa(p.N)
		out = append(out, citizen.Shot{URL: at, Thumb: at + "?kecil=1", Alt: p.Alt})
	}
	return out
}

// shot hands out a published photo, as long as the report is public.
func (f *Front) shot(w http.ResponseWriter, r *http.Request) error {
	code, err := civic.ParseTrackingCode(r.PathValue("code"))
	n, nerr := strconv.Atoi(r.PathValue("n"))
	if err != nil || nerr != nil {
		return civic.NotFound("error.not_found")
	}
	p, body, err := f.Casework.OpenPhoto(r.Context(), civic.Actor{Role: civic.RolePublic}, code, n, r.URL.Query().Get("kecil") != "")
	if err != nil {
		return err
	}
	private(w) // it may be taken back at any moment
	return send(w, r, body, p.MediaType, "")
}
