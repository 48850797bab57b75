package ui

import (
	"context"
	"io"
	"strings"

	"github.com/a-h/templ"
)

// Icon names one drawing of the set. All of them are strokes on a 24 x 24 grid.
type Icon uint8

// The set. Icons never stand alone: words beside them say the same.
const (
	IconTick Icon = iota
	IconClock
	IconAlert
	IconLock
	IconCamera
	IconPicture
	IconFile
	IconPin
	IconSearch
	IconCopy
	IconPrint
	IconDownload
	IconNext
	IconBack
	IconClose
	IconInfo
	IconHidden
	IconPerson
	IconOffice
	IconSpeech
	IconAgain
	IconPhone
	IconCalendar
	IconInbox
	IconForward
	IconTool
	IconMail
	IconShield
	iconCount
)

// drawing returns the inside of the icon's symbol.
func (i Icon) drawing() string {
	return [iconCount]string{
		IconTick:     `<path d="m4.5 12.5 5 5 10-11"/>`,
		IconClock:    `<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.2l3.4 2"/>`,
		IconAlert:    `<path d="M12 4 2.8 19.5h18.4zM12 10v4.2M12 16.9v.1"/>`,
		IconLock:     `<rect x="5" y="10.5" width="14" height="9.5" rx="2"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>`,
		IconCamera:   `<path d="M3.5 8h4l1.7-2.7h5.6L16.5 8h4v11h-17z"/><circle cx="12" cy="13.2" r="3.4"/>`,
		IconPicture:  `<rect x="3.5" y="5" width="17" height="14" rx="2"/><path d="m4 16.5 4.7-4.7 4.3 4.3 2.6-2.5 4.4 4.2"/><path d="M15.8 9v.1"/>`,
		IconFile:     `<path d="M6 3.5h8l4.5 4.7V20.5H6zM13.5 3.7v5h4.8"/>`,
		IconPin:      `<path d="M12 21c-4.6-5-7-8.3-7-11.2a7 7 0 0 1 14 0C19 12.7 16.6 16 12 21z"/><circle cx="12" cy="9.8" r="2.4"/>`,
		IconSearch:   `<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.4 15.4 5.1 5.1"/>`,
		IconCopy:     `<rect x="8.5" y="8.5" width="11.5" height="12" rx="2"/><path d="M15.5 5.5a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2"/>`,
		IconPrint:    `<path d="M7 9V3.5h10V9M7 16.5H3.5V9h17v7.5H17"/><path d="M7 13.5h10v7H7z"/>`,
		IconDownload: `<path d="M12 3.5v11M7.5 10l4.5 4.5 4.5-4.5M4 20h16"/>`,
		IconNext:     `<path d="M4.5 12h15M13.5 6l6 6-6 6"/>`,
		IconBack:     `<path d="M19.5 12h-15M10.5 6l-6 6 6 6"/>`,
		IconClose:    `<path d="m6 6 12 12M18 6 6 18"/>`,
		IconInfo:     `<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 7.9V8"/>`,
		IconHidden:   `<path d="M3 12c2.3-4 5.3-6 9-6s6.7 2 9 6c-2.3 4-5.3 6-9 6s-6.7-2-9-6zM4.5 20l15-16"/>`,
		IconPerson:   `<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.8-4 3.3-6 7.5-6s6.7 2 7.5 6"/>`,
		IconOffice:   `<path d="M4 20.5h16M5.5 20v-8.5M10 20v-8.5M14 20v-8.5M18.5 20v-8.5M3.5 9.5 12 4l8.5 5.5z"/>`,
		IconSpeech:   `<path d="M4 5h16v11h-8l-4.5 4v-4H4z"/>`,
		IconAgain:    `<path d="M4.5 12a7.5 7.5 0 1 0 2.3-5.4L4 9.3M4 4v5.3h5.3"/>`,
		IconPhone:    `<path d="M5 4h4l1.7 4.5-2.3 1.7a11 11 0 0 0 5.4 5.4l1.7-2.3L20 15v4c0 .8-.7 1.5-1.5 1.5A15 15 0 0 1 3.5 5.5C3.5 4.7 4.2 4 5 4z"/>`,
		IconCalendar: `<rect x="4" y="5.5" width="16" height="14.5" rx="2"/><path d="M4 10h16M8.5 3v4M15.5 3v4"/>`,
		IconInbox:    `<path d="M3.5 13.5 6 5h12l2.5 8.5v6h-17zM3.5 13.5h5l1.5 2.5h4l1.5-2.5h5"/>`,
		IconForward:  `<path d="M3.5 6h8.5M3.5 18h8.5M3.5 12h16M14.5 7l5 5-5 5"/>`,
		IconTool:     `<path d="M14.5 6.5a4.5 4.5 0 0 1 5.7-1.2l-3 3 .4 2.1 2.1.4 1.3-1.3a4.5 4.5 0 0 1-6.3 4.7L7.5 21 4 17.5l7-7.2a4.5 4.5 0 0 1 3.5-3.8z"/>`,
		IconMail:     `<rect x="3.5" y="5.5" width="17" height="13.5" rx="2"/><path d="m4 7.5 8 6 8-6"/>`,
		IconShield:   `<path d="M12 3.5 4.5 6v6c0 4.3 2.7 7 7.5 9 4.8-2 7.5-4.7 7.5-9V6zM8.7 12l2.4 2.4 4.3-4.6"/>`,
	}[i]
}

// used gathers the icons that a page draws, so that its sprite holds no other.
type used struct{ set uint64 }

type usedKey struct{}

// DrawIcon draws an icon. It is hidden from screen readers.
func DrawIcon(i Icon) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		u, ok := ctx.Value(usedKey{}).(*used)
		if !ok { // a fragment without a page around it brings its own drawing
			_, err := io.WriteString(w, `<svg class="i" viewBox="0 0 24 24" aria-hidden="true">`+i.drawing()+`</svg>`)
			return err
		}
		u.set |= 1 << i
		_, err := io.WriteString(w, `<svg class="i" aria-hidden="true"><use href="#`+i.id()+`"/></svg>`)
		return err
	})
}

func (i Icon) id() string {
	return "i" + string([]byte{'a' + byte(i)/26, 'a' + byte(i)%26})
}

// sprite writes the drawings of the icons that the page used.
func sprite(u *used) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		var b strings.Builder
		b.WriteString(`<svg hidden>`)
		for i := range iconCount {
			if u.set&(1<<i) != 0 {
				b.WriteString(`<symbol id="` + i.id() + `" viewBox="0 0 24 24">` + i.drawing() + `</symbol>`)
			}
		}
		b.WriteString(`</svg>`)
		_, err := io.WriteString(w, b.String())
		return err
	})
}
