package store

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// ReminderRules loads when offices are reminded, the oldest rule first.
func (s *Store) ReminderRules(ctx context.Context, q sqldb.Querier) ([]civic.ReminderRule, error) {
	return s.reminderRules(ctx, q)
}
