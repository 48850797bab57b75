package front

import (
	"encoding/json"
	"net/http"
)

// linkedType is what programs ask for that want linked data.
const linkedType = "application/ld+json"

// sendLinked sends a document of linked data.
func sendLinked(w http.ResponseWriter, v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", linkedType)
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write(b) // a client that left does not mind
	return nil
}
