package triage

import (
	"math"
	"strconv"

	"tuntas/internal/civic"
)

// Spot is where and what a text is about, as far as it is known.
type Spot struct {
	Region string // code; "" unknown
	Topic  string // "" unknown
	Lat    float64
	Lng    float64
	Point  bool // Lat and Lng are known
}

// SpotOf gathers what is known of a report.
func SpotOf(region string, topic civic.ID, lat, lng *float64) Spot {
	s := Spot{Region: region}
	if topic != 0 {
		s.Topic = topic.String()
	}
	if lat != nil && lng != nil {
		s.Lat, s.Lng, s.Point = *lat, *lng, true
	}
	return s
}

// regency and district are the beginnings of a region's code by which reports are told apart.
func (s Spot) regency() string  { return s.upTo(5) }
func (s Spot) district() string { return s.upTo(8) }

func (s Spot) upTo(n int) string {
	if len(s.Region) < n {
		return ""
	}
	return s.Region[:n]
}

// cellSize is the side of a cell of the map, in degrees: about 450 metres.
const cellSize = 0.004

func (s Spot) cell(dLat, dLng int) string {
	lat, lng := int(math.Floor(s.Lat/cellSize))+dLat, int(math.Floor(s.Lng/cellSize))+dLng
	return strconv.Itoa(lat) + ":" + strconv.Itoa(lng)
}

// Bands are the digests under which a report is found by others like it: each word of its sketch within the regency, its
// topic within the district, and its cell of the map. None of them can be read.
func Bands(terms []Term, s Spot) []int64 {
	var out []int64
	for _, w := range Sketch(terms) {
		out = append(out, Digest("word", w, s.regency()))
	}
	if s.Topic != "" && s.district() != "" {
		out = append(out, Digest("topic", s.Topic, s.district()))
	}
	if s.Point {
		out = append(out, Digest("cell", s.cell(0, 0)))
	}
	return out
}

// Near are the digests to look under for reports like this one. home is the regency to assume where none is known, ""
// none. They are at most 2*sketchSize+10.
func Near(terms []Term, s Spot, home string) []int64 {
	here := s.regency()
	if here == "" {
		here = Spot{Region: home}.regency()
	}
	var out []int64
	for _, w := range Sketch(terms) {
		out = append(out, Digest("word", w, here))
		if here != "" { // and those of which nobody knows where
			out = append(out, Digest("word", w, ""))
		}
	}
	if s.Topic != "" && s.district() != "" {
		out = append(out, Digest("topic", s.Topic, s.district()))
	}
	if s.Point {
		for dLat := -1; dLat <= 1; dLat++ {
			for dLng := -1; dLng <= 1; dLng++ {
				out = append(out, Digest("cell", s.cell(dLat, dLng)))
			}
		}
	}
	return out
}

// Meters is the distance between two points on the ground.
func Meters(a, b Spot) float64 {
	const radius, degree = 6_371_000, math.Pi / 180
	lat1, lat2 := a.Lat*degree, b.Lat*degree
	h := math.Pow(math.Sin((lat2-lat1)/2), 2) + math.Cos(lat1)*math.Cos(lat2)*math.Pow(math.Sin((b.Lng-a.Lng)*degree/2), 2)
	return 2 * radius * math.Asin(math.Min(1, math.Sqrt(h)))
}
