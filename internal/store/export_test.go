package store

import "tuntas/internal/sqldb"

// ReadThrough lets a test see what the store reads outside of transactions.
func (s *Store) ReadThrough(q sqldb.Querier) { s.reads = q }

// ExpireQueue is what Expire runs.
func ExpireQueue(q sqldb.Queuer, e Expiry) { expire(q, e) }
