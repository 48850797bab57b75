package store

import (
	"context"
	"strconv"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// OfficerSettings reads everything that an officer said, by name.
func (s *Store) OfficerSettings(ctx context.Context, q sqldb.Querier, officer civic.ID) (map[string]string, error) {
	out := map[string]string{}
	rows, err := q.Query(ctx, `SELECT name, value FROM officer_setting WHERE officer_id = $1`, int64(officer))
	_, err = collect(rows, err, func(scan func(...any) error) (struct{}, error) {
		var name, value string
		err := scan(&name, &value)
		out[name] = value
		return struct{}{}, err
	})
	return out, err
}

// SaveOfficerSetting writes it.
func (s *Store) SaveOfficerSetting(ctx context.Context, officer civic.ID, name, value string) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO officer_setting (officer_id, name, value) VALUES ($1, $2, $3)
		ON CONFLICT (officer_id, name) DO UPDATE SET value = excluded.value`, int64(officer), name, value)
	return err
}

// Sitting is an officer in a post, the own one or as a substitute.
type Sitting struct{ Officer, Post civic.ID }

// StandingsOf loads who may act from the posts given now. It asks once for many.
func (s *Store) StandingsOf(ctx context.Context, q sqldb.Querier, posts []civic.ID, now int64) (map[Sitting]Standing, error) {
	out := make(map[Sitting]Standing, len(posts))
	for len(posts) > 0 {
		part := posts[:min(len(posts), feedChunk)]
		posts = posts[len(part):]
		in, args := inList(2, part)
		for _, who := range []string{`p.officer_id`, sitter(`$1`)} {
			rows, err := q.Query(ctx, `SELECT `+standingColumns+` FROM post p JOIN officer o ON o.id = `+who+` WHERE p.id IN (`+in+`) AND `+valid(`p`, `$1`)+` AND `+serves(`$1`), append([]any{now}, args...)...)
			found, err := collect(rows, err, scanStanding)
			if err != nil {
				return nil, err
			}
			for _, st := range found {
				out[Sitting{st.Officer, st.Post}] = st
			}
		}
	}
	return out, nil
}

// FindMany loads those of the sessions that have not expired, by token.
func (s Sessions) FindMany(ctx context.Context, tokens []string) (map[string][]byte, error) {
	out := make(map[string][]byte, len(tokens))
	for len(tokens) > 0 {
		part := tokens[:min(len(tokens), feedChunk)]
		tokens = tokens[len(part):]
		of := make(map[string]string, len(part))
		in, args := "", []any{Micros(s.Now())}
		for i, t := range part {
			h := s.Hash(t)
			of[h] = t
			if i > 0 {
				in += ", "
			}
			in += "$" + strconv.Itoa(i+2)
			args = append(args, h)
		}
		rows, err := s.DB.Query(ctx, `SELECT token, data FROM session WHERE expires_at > $1 AND token IN (`+in+`)`, args...)
		_, err = collect(rows, err, func(scan func(...any) error) (struct{}, error) {
			var h string
			var data []byte
			err := scan(&h, &data)
			out[of[h]] = data
			return struct{}{}, err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
