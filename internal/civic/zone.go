package civic

import "time"

// Zone is one of the three time zones of Indonesia. The empty zone counts as WIB, the zone of the capital.
type Zone string

// The zones: west, central and east.
const (
	WIB  Zone = "WIB"  // UTC+7
	WITA Zone = "WITA" // UTC+8
	WIT  Zone = "WIT"  // UTC+9
)

// offset is the distance from UTC in seconds. Indonesia has no summer time, so it never changes.
func (z Zone) offset() int {
	switch z {
	case WITA:
		return 8 * 3600
	case WIT:
		return 9 * 3600
	default:
		return 7 * 3600
	}
}

// Location returns the zone for use with package time. It does not need a zone database on the machine.
func (z Zone) Location() *time.Location {
	switch z {
	case WITA:
		return wita
	case WIT:
		return wit
	default:
		return wib
	}
}

// Made once: a list asks for them in every row.
var (
	wib  = time.FixedZone(string(WIB), WIB.offset())
	wita = time.FixedZone(string(WITA), WITA.offset())
	wit  = time.FixedZone(string(WIT), WIT.offset())
)

// ZoneOfProvince tells the zone of a region by its Kemendagri code. Only the first two digits,
// the province, count, so the code of a regency, district or village does as well. An unknown
// or empty code gives WIB.
func ZoneOfProvince(code string) Zone {
	if len(code) < 2 {
		return WIB
	}
	switch code[:2] {
	case "51", "52", "53", // Bali, West and East Nusa Tenggara
		"63", "64", "65", // South, East and North Kalimantan
		"71", "72", "73", "74", "75", "76": // Sulawesi
		return WITA
	case "81", "82", // Maluku
		"91", "92", "93", "94", "95", "96": // Papua
		return WIT
	default:
		return WIB
	}
}
