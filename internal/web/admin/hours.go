package admin

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/web/ui"
)

// hourOfDay is how people write the time: 8.00, 08:00.
var hourOfDay = regexp.MustCompile(`^([0-9]{1,2})[.:]([0-9]{2})$`)

// hours reads office hours; both left empty are those of the desk above. Errors: invalid with the field.
func hours(opens, closes string) (h civic.OfficeHours, err error) {
	if strings.TrimSpace(opens) == "" && strings.TrimSpace(closes) == "" {
		return h, nil
	}
	if h.Open, err = minutes("opens", opens); err != nil {
		return h, err
	}
	h.Close, err = minutes("closes", closes)
	return h, err
}

// minutes reads one time of day, in minutes after midnight.
func minutes(field, text string) (int, error) {
	m := hourOfDay.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return 0, civic.Invalid(field, "error.hour_wrong")
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	if hour > 24 || minute > 59 {
		return 0, civic.Invalid(field, "error.hour_wrong")
	}
	return 60*hour + minute, nil
}

// hourText writes a time of day; nothing where no hours are stated.
func hourText(h civic.OfficeHours, at int) string {
	if h == (civic.OfficeHours{}) {
		return ""
	}
	return fmt.Sprintf("%02d.%02d", at/60, at%60)
}

func hoursText(p *i18n.Printer, h civic.OfficeHours) string {
	return p.T("admin.agency.hours_span", "opens", hourText(h, h.Open), "closes", hourText(h, h.Close))
}

// hour asks for a time of day.
func (f form) hour(name, label, hint string) ui.Field {
	out := f.text(name, label, hint)
	out.Width = "tiny"
	return out
}
