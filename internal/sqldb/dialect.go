package sqldb

// Dialect holds the few words in which the two databases differ. A statement
// that uses one says why.
type Dialect struct{ name string }

const (
	sqliteName   = "sqlite"
	postgresName = "postgres"
)

// Name returns "sqlite" or "postgres".
func (d Dialect) Name() string { return d.name }

// Postgres tells whether the database is PostgreSQL.
func (d Dialect) Postgres() bool { return d.name == postgresName }

// SkipLocked ends a sub-select that claims rows: on PostgreSQL concurrent
// claimers step over each other's rows instead of queueing behind them; SQLite
// has a single writer, so there is nothing to skip. The outer statement must
// still repeat the condition: a row may have changed before it was locked.
func (d Dialect) SkipLocked() string {
	if d.Postgres() {
		return " FOR UPDATE SKIP LOCKED"
	}
	return ""
}

// ForUpdate ends a select of rows that the same transaction will change: on
// PostgreSQL it keeps others from changing them in between; in SQLite nobody
// else writes during a transaction.
func (d Dialect) ForUpdate() string {
	if d.Postgres() {
		return " FOR UPDATE"
	}
	return ""
}
