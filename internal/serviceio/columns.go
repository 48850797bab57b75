package serviceio

import (
	"strconv"
	"strings"

	"tuntas/internal/service"
)

// A column of a table: its name, the headings under which agencies write it, and where it stands in a record.
type column struct {
	name  string
	also  []string
	cell  func(tree) string
	store func(tree, string)
}

// Shape is what a table of one kind looks like.
type Shape struct {
	columns []column
	needed  string
}

// path is a column that holds one text of a record.
func path(name string, also []string, steps ...string) column {
	last := steps[len(steps)-1]
	down := func(t tree, step func(tree, string) tree) tree {
		for _, s := range steps[:len(steps)-1] {
			if t = step(t, s); t == nil {
				return nil
			}
		}
		return t
	}
	return column{name: name, also: also,
		cell: func(t tree) string {
			r := &reader{}
			return r.words(down(t, r.object), last)
		},
		store: func(t tree, cell string) { down(t, child)[last] = orNil(cell) },
	}
}

// of is a column that a service knows how to word.
func of(name string, also []string, cell func(service.Service) string, store func(std tree, cell string)) column {
	return column{name: name, also: also,
		cell: func(t tree) string {
			s, err := serviceOf(t)
			if err != nil {
				return ""
			}
			return cell(s)
		},
		store: func(t tree, c string) { store(child(t, "standard"), c) },
	}
}

// Services is the shape of a table of services: who offers it, what it is, its fourteen components.
func Services() Shape {
	cols := []column{
		path("id", nil, "id"),
		path("agency", []string{"instansi", "penyelenggara", "nama instansi"}, "agency", "name"),
		path("unit", []string{"unit kerja", "opd", "pelaksana", "unit penyelenggara", "perangkat daerah"}, "agency", "unit"),
		path("region", []string{"wilayah"}, "agency", "region"),
		path("level", []string{"jenjang"}, "agency", "level"),
		path("name", []string{"nama layanan", "nama pelayanan", "jenis layanan", "jenis pelayanan", "layanan"}, "service", "name"),
		path("name_as_published", []string{"nama terbit"}, "service", "name_as_published"),
		path("type", []string{"tipe", "jenis"}, "service", "type"),
		path("sector", []string{"sektor", "bidang"}, "service", "sector"),
		path("decree_no", []string{"no sk", "nomor sk", "sk"}, "service", "decree_no"),
	}
	cols = append(cols, delivery()...)
	labels := [][]string{
		{"dasar hukum"}, {"sarana, prasarana, dan/atau fasilitas", "sarana prasarana", "sarana dan prasarana", "sarana"}, {"kompetensi pelaksana"},
		{"pengawasan internal"}, {"jumlah pelaksana"}, {"jaminan pelayanan"}, {"jaminan keamanan dan keselamatan pelayanan", "jaminan keamanan"},
		{"evaluasi kinerja pelaksana", "evaluasi kinerja"},
	}
	for i, name := range makingNames() {
		cols = append(cols, path(service.Codes()[service.Delivery+i], append(labels[i], name), "standard", "manufacturing", name))
	}
	return Shape{columns: append(cols, path("online_service", []string{"layanan online", "layanan daring", "tautan layanan"}, "online_service_text")), needed: "name"}
}

// delivery are the columns of c01 to c06.
func delivery() []column {
	text := func(p *string) string {
		if p == nil {
			return ""
		}
		return *p
	}
	return []column{
		of("c01", []string{"persyaratan", "syarat"}, func(s service.Service) string { return lines(s.Requirements) }, func(std tree, cell string) {
			std["requirements"] = listOf(cell, func(_ int, l string) any { return tree{"group": nil, "text": l} })
		}),
		of("c02", []string{"sistem, mekanisme, dan prosedur", "sistem, mekanisme dan prosedur", "prosedur", "mekanisme prosedur", "mekanisme"}, func(s service.Service) string { return lines(s.Steps) },
			func(std tree, cell string) {
				std["steps"] = listOf(cell, func(i int, l string) any { return tree{"n": i + 1, "text": l} })
			}),
		of("c03", []string{"jangka waktu penyelesaian", "jangka waktu", "waktu penyelesaian", "lama pelayanan", "waktu pelaksanaan", "waktu"}, func(s service.Service) string { return text(s.Time) },
			func(std tree, cell string) { std["time"] = textOnly(cell) }),
		of("c04", []string{"biaya/tarif", "biaya", "tarif", "biaya / tarif"}, feeCell, func(std tree, cell string) { std["fee"] = textOnly(cell) }),
		of("c05", []string{"produk pelayanan", "produk layanan", "produk", "hasil pelayanan", "output"}, func(s service.Service) string { return lines(s.Products) },
			func(std tree, cell string) { std["products"] = listOf(cell, func(_ int, l string) any { return l }) }),
		of("c06", []string{"penanganan pengaduan, saran, dan masukan", "penanganan pengaduan, saran dan masukan", "penanganan pengaduan", "pengelolaan pengaduan", "pengaduan", "pengaduan layanan"},
			complaintCell, func(std tree, cell string) { std["complaint"] = textOnly(cell) }),
	}
}

func textOnly(cell string) any {
	if cell == "" {
		return nil
	}
	return tree{"text": cell}
}

// lines writes a list one entry to a line, each with its group.
func lines(list []service.Item) string {
	out := make([]string, len(list))
	for i, it := range list {
		out[i] = it.Text
		if it.Group != "" {
			out[i] = it.Group + ": " + it.Text
		}
	}
	return strings.Join(out, "\n")
}

// feeCell writes the words of a fee, and below them the rows of its table.
func feeCell(s service.Service) string {
	if s.Fee == nil {
		return ""
	}
	out := []string{s.Fee.Text}
	if len(service.ParseFee(s.Fee.Text).Items) == 0 {
		for _, row := range s.Fee.Rows {
			line := row.Label + ": Rp " + strconv.FormatInt(*row.Amount, 10)
			if row.Unit != "" {
				line += "/" + string(row.Unit)
			}
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// portalLine stands for the line that the portal prints on every page.
const portalLine = "Anda juga dapat menyampaikan pengaduan melalui aplikasi LAPOR!"

// complaintCell words the ways to complain, one to a line.
func complaintCell(s service.Service) string {
	c := s.Complaint
	var out []string
	if c.Text != "" {
		out = append(out, c.Text)
	}
	for _, ch := range c.Channels {
		switch {
		case ch.Portal || strings.EqualFold(ch.Kind, "lapor") && ch.Value == "":
			out = append(out, portalLine)
		case ch.Value == "":
			out = append(out, ch.Kind)
		default:
			out = append(out, strings.TrimPrefix(ch.Kind+": "+ch.Value, ": "))
		}
	}
	return strings.Join(append(append(out, c.Stages...), c.Classes...), "\n")
}
