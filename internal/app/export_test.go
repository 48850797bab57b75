package app

import "context"

// LearnKey lets a test begin where two processes have both seen no digest yet.
func (a *App) LearnKey(ctx context.Context, mine string) (string, error) {
	return a.learnKey(ctx, mine)
}
