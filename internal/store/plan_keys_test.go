package store_test

import (
	"slices"
	"strings"
	"testing"
)

// key is a foreign key and the index that serves it: the columns of one are the first of the other.
type foreignKey struct{ table, columns string }

// Deleting or changing a row that others point to, and finding those, would walk through
// the whole table without an index on the columns that point.
func TestEveryForeignKeyHasAnIndex(t *testing.T) {
	each(t, func(r *rig) {
		keys := r.foreignKeys()
		if len(keys) < 15 {
			r.Fatalf("only %d foreign keys found: the question is wrong", len(keys))
		}
		indexes := r.indexes()
		for _, k := range keys {
			if !slices.ContainsFunc(indexes, func(i foreignKey) bool {
				return i.table == k.table && (i.columns == k.columns || strings.HasPrefix(i.columns, k.columns+","))
			}) {
				r.Errorf("%s (%s) points elsewhere and has no index", k.table, k.columns)
			}
		}
	})
}

func (r *rig) pairs(sql string) (out []foreignKey) {
	r.Helper()
	rows, err := r.db.Query(r.ctx, sql)
	r.must(err)
	defer rows.Close()
	for rows.Next() {
		var k foreignKey
		r.must(rows.Scan(&k.table, &k.columns))
		out = append(out, k)
	}
	r.must(rows.Err())
	return out
}

func (r *rig) foreignKeys() []foreignKey {
	if r.db.Dialect().Postgres() {
		return r.pairs(`SELECT c.conrelid::regclass::text, (SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(c.conkey) WITH ORDINALITY k (num, n)
			JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num) FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace`)
	}
	return r.pairs(`SELECT m.name, (SELECT group_concat(f."from") FROM pragma_foreign_key_list(m.name) f WHERE f.id = l.id)
		FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) l WHERE m.type = 'table' AND l.seq = 0`)
}

func (r *rig) indexes() []foreignKey {
	if r.db.Dialect().Postgres() {
		return r.pairs(`SELECT i.indrelid::regclass::text, (SELECT string_agg(COALESCE(a.attname, '()'), ',' ORDER BY k.n) FROM unnest(i.indkey::int[]) WITH ORDINALITY k (num, n)
			LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num AND k.num > 0) FROM pg_index i WHERE i.indpred IS NULL`)
	}
	return append(r.pairs(`SELECT m.name, (SELECT group_concat(COALESCE(x.name, '()')) FROM pragma_index_info(l.name) x)
			FROM sqlite_schema m JOIN pragma_index_list(m.name) l WHERE m.type = 'table' AND l.partial = 0`),
		r.pairs(`SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.pk = 1`)...)
}
