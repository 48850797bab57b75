package main

import (
	"testing"

	"tuntas/internal/sqldb/pgtest"
)

func TestRunPassesServerAndCode(t *testing.T) {
	pgtest.URL(t) // skips when there is no PostgreSQL
	t.Setenv(pgtest.EnvURL, "")
	for script, want := range map[string]int{
		`test -n "$TUNTAS_TEST_POSTGRES"`: 0,
		`exit 7`:                          7,
		`kill -9 $$`:                      1,
	} {
		if code, err := run([]string{"sh", "-c", script}, false); code != want || err != nil {
			t.Errorf("%s: code %d, want %d; %v", script, code, want, err)
		}
	}
	if code, err := run([]string{"/no/such/program"}, false); code == 0 || err == nil {
		t.Errorf("a missing program: code %d, %v", code, err)
	}
}
