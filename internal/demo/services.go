package demo

import (
	"bytes"

	"tuntas/internal/serviceio"
)

// Services reads services.json: what some agencies promise of their services.
func Services() (serviceio.Document, error) {
	raw, err := files.ReadFile("data/services.json")
	if err != nil {
		return serviceio.Document{}, err
	}
	return serviceio.ReadJSON(bytes.NewReader(raw))
}
