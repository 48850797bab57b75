package httpkit

import "tuntas/internal/civic"

// Refuse is an error with a status of its own, for what only HTTP knows: a media type that is
// not taken (415), a body that is no JSON (400). Everything else has its status from StatusOf.
func Refuse(status int, err *civic.Error) error { return transport{status, err} }
