package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/httpkit"
)

// maxJSON is the largest JSON body, in bytes: two texts of the greatest length, every character escaped.
const maxJSON = 256 << 10

// read takes the JSON body apart. A field that is not known is refused: a misspelt "anonymous"
// must not cost anybody the protection they asked for. No body at all is an empty object.
func read[B any](x *exchange) (B, error) {
	var into B
	httpkit.AllowBody(x.r, maxJSON)
	var raw bytes.Buffer
	if n := x.r.ContentLength; n > 0 && n <= maxJSON {
		raw.Grow(int(n) + bytes.MinRead)
	}
	if _, err := raw.ReadFrom(x.r.Body); err != nil {
		return into, broken(err)
	}
	if raw.Len() == 0 {
		return into, nil
	}
	if !isJSON(x.r.Header) {
		return into, notTaken("application/json")
	}
	if err := checkKeys(raw.Bytes()); err != nil {
		return into, err
	}
	dec := json.NewDecoder(&raw)
	dec.DisallowUnknownFields()
	if err := dec.Decode(&into); err != nil {
		return into, jsonError(err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return into, notJSON(err)
	}
	return into, nil
}

// isJSON tells whether a body says that it is JSON as everybody writes it: UTF-8, and not packed.
func isJSON(h http.Header) bool {
	media, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	charset, packed := strings.ToLower(params["charset"]), strings.ToLower(h.Get("Content-Encoding"))
	return err == nil && media == "application/json" && (charset == "" || charset == "utf-8") && (packed == "" || packed == "identity")
}

func notTaken(want string) error {
	e := civic.Invalid("Content-Type", "api.content_type", "type", want)
	return httpkit.Refuse(http.StatusUnsupportedMediaType, e)
}

func notJSON(cause error) error {
	e := civic.Invalid("", "error.json_wrong")
	e.Err = cause
	return httpkit.Refuse(http.StatusBadRequest, e)
}

// broken is a body that did not arrive. Too large and too slow have their own answers.
func broken(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) || civic.KindOf(err) != civic.KindInternal {
		return err
	}
	e := civic.Invalid("", "api.body_broken")
	e.Err = err
	return httpkit.Refuse(http.StatusBadRequest, e)
}

// jsonError names the field where the library only says what it cannot do.
func jsonError(err error) error {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		return civic.Invalid(kind.Field, "api.type_wrong")
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		if plain, err := strconv.Unquote(name); err == nil {
			name = plain
		}
		return civic.Invalid(brief(name), "api.field_unknown")
	}
	var known *civic.Error
	if errors.As(err, &known) {
		return err
	}
	return notJSON(err)
}
