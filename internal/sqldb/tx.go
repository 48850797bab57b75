package sqldb

import "context"

// txBackend is the transaction of one of the two databases.
type txBackend interface {
	exec(ctx context.Context, sql string, args []any) (int64, error)
	query(ctx context.Context, sql string, args []any) (Rows, error)
	queryRow(ctx context.Context, sql string, args []any) Row
	queue(sql string, args []any)
}

// Tx is a transaction handed to the function of Update. It is not safe for
// concurrent use and is dead after the function returns.
type Tx struct {
	b      txBackend
	d      Dialect
	topics []string
}

// Dialect returns the words of the database the transaction runs on.
func (tx *Tx) Dialect() Dialect { return tx.d }

// Exec runs a statement and returns how many rows it changed.
func (tx *Tx) Exec(ctx context.Context, sql string, args ...any) (int64, error) {
	return tx.b.exec(ctx, sql, args)
}

// Query runs a statement that returns rows; close them before the next
// statement.
func (tx *Tx) Query(ctx context.Context, sql string, args ...any) (Rows, error) {
	return tx.b.query(ctx, sql, args)
}

// QueryRow runs a statement whose first row matters.
func (tx *Tx) QueryRow(ctx context.Context, sql string, args ...any) Row {
	return tx.b.queryRow(ctx, sql, args)
}

// Queue adds a statement whose result is not needed. PostgreSQL gets it
// together with the next read or the commit, in one round trip; SQLite runs it
// at once. Its error is returned by the next statement or by Update.
func (tx *Tx) Queue(sql string, args ...any) { tx.b.queue(sql, args) }

// Notify wakes the local listeners of topic once the transaction is durable.
func (tx *Tx) Notify(topic string) { tx.topics = addTopic(tx.topics, topic) }

// Batch collects the statements of an Insert.
type Batch struct {
	items  []item
	topics []string
}

type item struct {
	sql  string
	args []any
}

// Queue adds a statement to the batch. The arguments must not change until
// Insert returns.
func (b *Batch) Queue(sql string, args ...any) { b.items = append(b.items, item{sql, args}) }

// Notify wakes the local listeners of topic once the batch is durable.
func (b *Batch) Notify(topic string) { b.topics = addTopic(b.topics, topic) }

func addTopic(topics []string, topic string) []string {
	for _, t := range topics {
		if t == topic {
			return topics
		}
	}
	return append(topics, topic)
}
