package serviceio

import (
	"encoding/json"

	"tuntas/internal/civic"
	"tuntas/internal/innovation"
)

// Innovation reads the texts of a record.
func (e Entry) Innovation() (innovation.Innovation, error) {
	if e.Err != nil {
		return innovation.Innovation{}, e.Err
	}
	t, err := parse(e.Source)
	if err != nil {
		return innovation.Innovation{}, err
	}
	in, err := innovationOf(t)
	if err == nil && in.Name == "" {
		err = civic.Invalid("name", "error.name_needed")
	}
	return in, err
}

func innovationOf(t tree) (innovation.Innovation, error) {
	r := &reader{}
	in := innovation.Innovation{
		ID: r.text(t, "id"), Name: r.text(t, "name"), LongName: r.text(t, "long_name"), Agency: r.text(t, "agency"), Unit: r.text(t, "unit"),
		Level: r.text(t, "level"), Region: r.text(t, "region"), Sector: r.text(t, "sector"), Form: r.text(t, "form"), Started: r.text(t, "started"),
		Status: r.text(t, "status"), Problem: r.words(t, "problem"), Solution: r.words(t, "solution"), Note: r.words(t, "note"),
	}
	for _, v := range r.list(t, "metrics") {
		o, ok := v.(tree)
		if !ok {
			in.Metrics = append(in.Metrics, innovation.Metric{Name: r.text(tree{"metrics": v}, "metrics")})
			continue
		}
		in.Metrics = append(in.Metrics, innovation.Metric{
			Name: r.text(o, "name"), Unit: r.text(o, "unit"), Before: r.text(o, "before"), BeforeYear: r.text(o, "before_year"), After: r.text(o, "after"), AfterYear: r.text(o, "after_year"),
		})
	}
	for _, v := range r.list(t, "awards") {
		o, ok := v.(tree)
		if !ok {
			in.Awards = append(in.Awards, innovation.Award{Scheme: r.text(tree{"awards": v}, "awards")})
			continue
		}
		in.Awards = append(in.Awards, innovation.Award{Scheme: r.text(o, "scheme"), Year: r.text(o, "year"), Tier: r.text(o, "tier"), Category: r.text(o, "category")})
	}
	for _, v := range r.list(t, "sdgs") {
		in.SDGs = append(in.SDGs, r.text(tree{"sdgs": v}, "sdgs"))
	}
	return in, r.err
}

// Innovations is the shape of a table of innovations. Metrics, awards, goals and sources are one to a line.
func Innovations() Shape {
	cols := []column{path("id", nil, "id")}
	for _, c := range [][]string{
		{"name", "nama", "nama inovasi", "inovasi"}, {"long_name", "nama panjang", "kepanjangan"}, {"agency", "instansi"}, {"unit", "unit kerja", "opd"}, {"level", "jenjang"},
		{"region", "wilayah"}, {"sector", "sektor", "kategori"}, {"form", "bentuk"}, {"started", "mulai", "waktu mulai", "tanggal mulai"}, {"status"},
		{"problem", "masalah", "permasalahan", "latar belakang"}, {"solution", "solusi", "ringkasan"}, {"note", "catatan"},
	} {
		cols = append(cols, path(c[0], c[1:], c[0]))
	}
	for _, name := range []string{"metrics", "awards", "sdgs"} {
		cols = append(cols, listed(name))
	}
	return Shape{columns: cols, needed: "name"}
}

// listed is a column with one entry to a line: a text, or an object as JSON.
func listed(name string) column {
	return column{name: name,
		cell: func(t tree) string {
			r := &reader{}
			out := ""
			for i, v := range r.list(t, name) {
				if i > 0 {
					out += "\n"
				}
				if s, ok := v.(string); ok {
					out += s
					continue
				}
				raw, err := plainJSON(v)
				if err != nil {
					return ""
				}
				out += string(raw)
			}
			return out
		},
		store: func(t tree, cell string) {
			t[name] = listOf(cell, func(_ int, l string) any {
				if o, err := parse(json.RawMessage(l)); err == nil && json.Valid([]byte(l)) {
					if back, err := plainJSON(o); err == nil && string(back) == l {
						return o
					}
				}
				return l
			})
		},
	}
}

// InnovationLine is what a dry run prints of one innovation.
type InnovationLine struct {
	ID       string               `json:"id"`
	Name     string               `json:"name"`
	Started  *innovation.Date     `json:"started"`
	Status   innovation.Status    `json:"status"`
	Metrics  int                  `json:"metrics"` // with a value before and after
	Awards   int                  `json:"awards"`
	Goals    []int                `json:"sdgs"`
	Warnings []innovation.Warning `json:"warnings"`
}

// LineOfInnovation judges an innovation. Records without an identifier of their own are known by their row.
func LineOfInnovation(row int, in innovation.Innovation) InnovationLine {
	j := innovation.Judge(in)
	return InnovationLine{ID: Known(row, in.ID), Name: in.Name, Started: j.Started, Status: j.Status, Metrics: j.Metrics, Awards: len(in.Awards), Goals: j.Goals, Warnings: j.Warnings}
}
