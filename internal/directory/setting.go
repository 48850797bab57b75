package directory

import (
	"context"

	"tuntas/internal/civic"
)

// Names of what officers say about their workspace.
const (
	SettingLook      = "look"      // how rows look
	SettingShortcuts = "shortcuts" // which keys do what
)

// maxSetting is the most that one setting may hold, in bytes.
const maxSetting = 4 << 10

// Settings returns how the officer likes the workspace, by name: JSON whose shape is the page's affair.
// Errors: unauthenticated for anybody but an officer.
func (d *Directory) Settings(ctx context.Context, who civic.Actor) (map[string]string, error) {
	if !who.IsOfficer() {
		return nil, civic.Unauthenticated("error.sign_in_first")
	}
	return d.store.OfficerSettings(ctx, d.store.DB, who.Officer)
}

// SaveSetting keeps what an officer said; it is the officer's own, in every post.
// Errors: unauthenticated; invalid when it is too long.
func (d *Directory) SaveSetting(ctx context.Context, who civic.Actor, name, value string) error {
	if !who.IsOfficer() {
		return civic.Unauthenticated("error.sign_in_first")
	}
	if name == "" || len(name)+len(value) > maxSetting {
		return civic.Invalid("", "error.json_wrong")
	}
	return d.store.SaveOfficerSetting(ctx, who.Officer, name, value)
}
