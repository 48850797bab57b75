// Package migrations holds the schema as numbered steps. One text serves
// SQLite and PostgreSQL; package sqldb says what it rewrites and when a step
// comes as twins.
package migrations

import "embed"

// FS holds the migration files, NNNN_name.sql.
//
//go:embed *.sql
var FS embed.FS
