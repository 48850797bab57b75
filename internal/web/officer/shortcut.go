package officer

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tuntas/internal/directory"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// shortcut is something that a key does. Every one of them has a button too.
type shortcut struct {
	name string // in the scripts and in the words
	key  string // unless the officer chose another
}

// shortcuts are all of them, in the order of the help.
func shortcuts() []shortcut {
	return []shortcut{
		{"next", "j"}, {"previous", "k"}, {"open", "o"}, {"pick", "x"},
		{"verify", "v"}, {"dispose", "t"}, {"answer", "b"}, {"note", "c"}, {"merge", "g"}, {"take", "a"},
		{"repeat", "."}, {"search", "/"}, {"help", "?"},
	}
}

// keymap is which keys an officer uses.
type keymap struct {
	Off  bool              `json:"off,omitempty"`
	Keys map[string]string `json:"keys,omitempty"` // by shortcut; "" switches one off; a missing one is as it comes
}

func keymapOf(text string) keymap {
	var k keymap
	if text == "" || json.Unmarshal([]byte(text), &k) != nil {
		return keymap{}
	}
	return k
}

// of is the key of a shortcut, "" for none.
func (k keymap) of(s shortcut) string {
	if own, ok := k.Keys[s.name]; ok {
		return own
	}
	return s.key
}

// attr hands the keys to the scripts; nothing when they are switched off.
func (k keymap) attr() string {
	if k.Off {
		return ""
	}
	by := map[string]string{}
	for _, s := range shortcuts() {
		if key := k.of(s); key != "" {
			by[key] = s.name
		}
	}
	text, err := json.Marshal(by)
	if err != nil {
		return "" // strings can always be written
	}
	return string(text)
}

// label is the key of a shortcut as it stands on a button, "" when there is none.
func (k keymap) label(name string) string {
	if k.Off {
		return ""
	}
	for _, s := range shortcuts() {
		if s.name == name {
			return strings.ToUpper(k.of(s))
		}
	}
	return ""
}

// shortcutView is the page on which an officer chooses keys.
type shortcutView struct {
	staff.Shell
	Off      bool
	Fields   []ui.Field
	Mistakes ui.Mistakes
}

func (v shortcutView) switches() ui.Choice {
	return ui.Choice{Name: "pakai", Base: "pakai", Legend: v.P.T("officer.key.use"), Hint: v.P.T("officer.key.use_hint"), Inline: true, Options: []ui.Option{
		{Value: "ya", Label: v.P.T("officer.key.on"), Checked: !v.Off}, {Value: "tidak", Label: v.P.T("officer.key.off"), Checked: v.Off}}}
}

func (p *Pages) shortcutPage(v *staff.Visit) error {
	all, err := p.Directory.Settings(v.R.Context(), v.Who)
	if err != nil {
		return err
	}
	return p.showShortcuts(v, http.StatusOK, keymapOf(all[directory.SettingShortcuts]), nil)
}

// showShortcuts writes the page. i18n:keys officer.key.do.
func (p *Pages) showShortcuts(v *staff.Visit, status int, k keymap, wrong ui.Mistakes) error {
	view := shortcutView{Shell: v.Shell(staff.InInbox, v.P.T("officer.key.title")), Off: k.Off, Mistakes: wrong}
	view.Failed = len(wrong) > 0
	view.Back = ui.Link{URL: staff.Home, Text: v.P.T("officer.back.inbox")}
	for _, s := range shortcuts() {
		id := "key-" + s.name
		view.Fields = append(view.Fields, ui.Field{Name: id, ID: id, Label: v.P.T("officer.key.do." + s.name), Value: k.of(s), Error: wrong.For(id), MaxLength: 1, Width: "tiny", Autocomplete: "off"})
	}
	return v.Show(status, staff.Layout(view.Shell, shortcutSheet(view)))
}

// saveShortcuts keeps the keys, if they are keys and no two are the same.
func (p *Pages) saveShortcuts(v *staff.Visit) error {
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	k := keymap{Off: staff.Text(v.R, "pakai") == "tidak", Keys: map[string]string{}}
	var wrong ui.Mistakes
	if staff.Text(v.R, "do") == "bawaan" {
		k = keymap{}
	} else {
		wrong = k.read(v)
	}
	if len(wrong) > 0 {
		return p.showShortcuts(v, http.StatusUnprocessableEntity, k, wrong)
	}
	text, err := json.Marshal(k)
	if err != nil {
		return err
	}
	if err := p.Directory.SaveSetting(v.R.Context(), v.Who, directory.SettingShortcuts, string(text)); err != nil {
		return err
	}
	return v.Done(staff.Home+"/pintasan", "officer.key.done")
}

// read takes the keys of the form and says what is wrong with them.
func (k keymap) read(v *staff.Visit) (wrong ui.Mistakes) {
	used := []string{}
	for _, s := range shortcuts() {
		id := "key-" + s.name
		key := strings.ToLower(staff.Text(v.R, id))
		k.Keys[s.name] = key
		switch {
		case key == "":
		case utf8.RuneCountInString(key) != 1 || !unicode.IsGraphic([]rune(key)[0]):
			wrong = append(wrong, ui.Mistake{Field: id, Text: v.P.T("officer.key.one")})
		case slices.Contains(used, key):
			wrong = append(wrong, ui.Mistake{Field: id, Text: v.P.T("officer.key.twice", "key", key)})
		}
		used = append(used, key)
	}
	return wrong
}
