package api

import (
	"encoding/base64"
	"encoding/binary"

	"tuntas/internal/civic"
)

// A cursor says where the next page begins. It means nothing to the one who carries it.

func cursorOf(ns ...int64) string {
	var b []byte
	for _, n := range ns {
		b = binary.AppendVarint(b, n)
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// readCursor takes n numbers out of a cursor; none for the first page. Errors: invalid "cursor".
func readCursor(s string, n int) ([]int64, error) {
	if s == "" {
		return nil, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return nil, civic.Invalid("cursor", "api.cursor_wrong")
	}
	out := make([]int64, n)
	for i := range out {
		v, size := binary.Varint(b)
		if size <= 0 || v < 0 {
			return nil, civic.Invalid("cursor", "api.cursor_wrong")
		}
		out[i], b = v, b[size:]
	}
	if len(b) > 0 {
		return nil, civic.Invalid("cursor", "api.cursor_wrong")
	}
	return out, nil
}

func textCursor(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }

// readTextCursor is readCursor for lists in the order of names.
func readTextCursor(s string) (string, error) {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return "", civic.Invalid("cursor", "api.cursor_wrong")
	}
	return civic.TidyText(string(b)), nil
}
