package sqldb

import "testing"

func TestPositional(t *testing.T) {
	for sql, want := range map[string]string{
		"SELECT 1":                                 "SELECT 1",
		"INSERT INTO x VALUES ($1, $2, $3)":        "INSERT INTO x VALUES (?, ?, ?)",
		"SELECT $1, '$2 it''s $9', $2":             "SELECT ?, '$2 it''s $9', ?",
		"SELECT $2, $1":                            "SELECT $2, $1",
		"SELECT $1, $1":                            "SELECT $1, $1",
		"SELECT $1 FROM x WHERE a = $1 AND b = $2": "SELECT $1 FROM x WHERE a = $1 AND b = $2",
		"SELECT $12":                               "SELECT $12",
		"SELECT $1 -- $2":                          "SELECT $1 -- $2",
		"SELECT $1 /* it's */, $2":                 "SELECT $1 /* it's */, $2",
		`SELECT $1 AS "a$b", $2`:                   `SELECT $1 AS "a$b", $2`,
		"($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)":     "(?,?,?,?,?,?,?,?,?,?,?)",
	} {
		if got := positional(sql); got != want {
			t.Errorf("%q became %q", sql, got)
		}
	}
}
