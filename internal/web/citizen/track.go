package citizen

import (
	"tuntas/internal/web/ui"

	"github.com/a-h/templ"
)

// TrackView is the page that asks for a code, and then for a PIN. It looks the same for a
// report that may not be shown and for a code that does not exist.
type TrackView struct {
	ui.Page
	Code     string // as typed, or as displayed once it is a code
	AskPIN   bool
	Mistakes ui.Mistakes // fields: kode, pin
}

// Track makes the tracking page.
func Track(v TrackView) templ.Component {
	v.Page = framed(v.Page, "nav.track")
	v.NoTrack, v.Private, v.Failed = true, true, len(v.Mistakes) > 0
	return ui.Layout(v.Page, track(v))
}

func codeAttrs() templ.Attributes {
	return templ.Attributes{"autocapitalize": "characters", "spellcheck": "false"}
}
