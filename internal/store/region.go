package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tuntas/internal/sqldb"
)

// Region is a province, regency or city, district, or village with its Kemendagri code.
type Region struct {
	Code, Parent, Kind, Name string
	Lat, Lng                 *float64
}

// Title is the name with its kind in front where the name alone does not say it: the district Genteng holds a
// ward Genteng, so one is "Kecamatan Genteng" and the other "Kelurahan Genteng".
func (r Region) Title() string {
	kind := map[string]string{"district": "Kecamatan ", "ward": "Kelurahan ", "village": "Desa "}[r.Kind]
	if strings.HasPrefix(r.Name, kind) {
		return r.Name
	}
	return kind + r.Name
}

// SaveRegion queues a region, by its code.
func (s *Store) SaveRegion(q sqldb.Queuer, r Region) {
	q.Queue(`INSERT INTO region (code, parent, kind, name, sought, lat, lng) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (code) DO UPDATE SET parent = excluded.parent, kind = excluded.kind, name = excluded.name, sought = excluded.sought,
			lat = excluded.lat, lng = excluded.lng`,
		r.Code, r.Parent, r.Kind, r.Name, []byte(Sought(r.Name)), r.Lat, r.Lng)
}

// Sought is a name as people type it: lower case, without the kind in front.
func Sought(name string) string {
	n := strings.ToLower(strings.Join(strings.Fields(name), " "))
	for _, kind := range []string{"provinsi ", "kabupaten ", "kota ", "kecamatan ", "kelurahan ", "desa ", "kab. ", "kec. "} {
		n = strings.TrimPrefix(n, kind)
	}
	return n
}

const regionColumns = `code, parent, kind, name, lat, lng`

func scanRegion(scan func(...any) error) (Region, error) {
	var r Region
	err := scan(&r.Code, &r.Parent, &r.Kind, &r.Name, &r.Lat, &r.Lng)
	return r, err
}

// RegionChain returns the region and what it lies in, smallest first; empty for an unknown code.
func (s *Store) RegionChain(ctx context.Context, q sqldb.Querier, code string) ([]Region, error) {
	if strings.Trim(code, "0123456789.") != "" {
		return nil, nil // no code at all, and perhaps bytes that PostgreSQL does not take as text
	}
	rows, err := q.Query(ctx, `SELECT `+regionColumns+` FROM region WHERE code IN ($1, $2, $3, $4) ORDER BY length(code) DESC`,
		code, prefix(code, 8), prefix(code, 5), prefix(code, 2))
	return collect(rows, err, scanRegion)
}

func prefix(code string, n int) string {
	if len(code) < n {
		return code
	}
	return code[:n]
}

// RegionsLike lists regions whose name begins with what was typed, widest kinds first.
func (s *Store) RegionsLike(ctx context.Context, q sqldb.Querier, typed string, limit int) ([]Region, error) {
	var parts []string
	for _, n := range []int{2, 5, 8, 13} { // the lengths of codes: the first of each kind are all that can be among the first of all
		parts = append(parts, fmt.Sprintf(`SELECT * FROM (SELECT `+regionColumns+`, sought FROM region WHERE length(code) = %[1]d AND sought >= $1 AND sought < $2
			ORDER BY sought, code LIMIT $3) k%[1]d`, n))
	}
	low := []byte(Sought(typed))
	rows, err := q.Query(ctx, `SELECT `+regionColumns+` FROM (`+strings.Join(parts, ` UNION ALL `)+`) u ORDER BY length(code), sought, code LIMIT $3`,
		low, append(slices.Clone(low), 0xff), limit)
	return collect(rows, err, scanRegion)
}

// RegionsBelow lists the regions right below parent ("" for the provinces) by name.
func (s *Store) RegionsBelow(ctx context.Context, q sqldb.Querier, parent, after string, limit int) ([]Region, error) {
	rows, err := q.Query(ctx, `SELECT `+regionColumns+` FROM region WHERE parent = $1 AND name > $2 ORDER BY name LIMIT $3`, parent, after, limit)
	return collect(rows, err, scanRegion)
}

// EachRegion calls fn for every region, parents before what lies in them.
func (s *Store) EachRegion(ctx context.Context, q sqldb.Querier, fn func(Region)) error {
	rows, err := q.Query(ctx, `SELECT `+regionColumns+` FROM region ORDER BY code`)
	_, err = collect(rows, err, func(scan func(...any) error) (struct{}, error) {
		r, err := scanRegion(scan)
		fn(r)
		return struct{}{}, err
	})
	return err
}
