package demo

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"tuntas/internal/civic"
)

// situation is one hand-written thing that happens to citizens, with the words
// of both sides. Texts may hold slots such as {place}; data/README.md lists
// the keys and the slots.
type situation struct {
	id      string
	class   civic.Class
	topic   string
	desk    string // a unit's suffix, an alias, or an agency's code
	where   string // city, sby, bdg, gov or nation
	areas   string // for nation: region code prefixes, or regency or city; empty for all
	place   string // a kind in words.csv, or the text itself
	style   string // jv, su, en; empty for Indonesian
	outcome string
	weight  int

	secret, anonymous bool

	titles, bodies, details, asks     []string
	follows, answers                  []string
	holdReason, holdText              string
	complete                          string
	closeText, referred, reopen       string
	returnDesk, returnReason, refusal string
	archiveReason, archiveText        string
}

// situations reads every file of data/situations in name order. The error
// names file and line.
func situations() ([]situation, error) {
	names, err := fs.Glob(files, "data/situations/*.txt")
	if err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	var all []situation
	for _, name := range names {
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("demo: %w", err)
		}
		some, err := parseSituations(strings.NewReader(string(raw)))
		if err != nil {
			return nil, fmt.Errorf("demo: %s: %w", name, err)
		}
		all = append(all, some...)
	}
	return all, nil
}

// parseSituations reads [id] headings followed by "key: value" lines. Empty
// lines and lines that begin with # are skipped.
func parseSituations(src io.Reader) ([]situation, error) {
	var all []situation
	scan := bufio.NewScanner(src)
	for line := 1; scan.Scan(); line++ {
		text := strings.TrimSpace(scan.Text())
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		if strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]") {
			all = append(all, situation{id: text[1 : len(text)-1], weight: 1})
			continue
		}
		key, value, found := strings.Cut(text, ":")
		if !found || len(all) == 0 {
			return nil, fmt.Errorf("line %d: want [id] or key: value", line)
		}
		if err := all[len(all)-1].set(strings.TrimSpace(key), strings.TrimSpace(value)); err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
	}
	return all, scan.Err()
}

// set stores one key of a situation.
func (s *situation) set(key, value string) error {
	if list := s.list(key); list != nil {
		*list = append(*list, value)
		return nil
	}
	if one := s.single(key); one != nil {
		*one = value
		return nil
	}
	switch key {
	case "class":
		s.class = civic.Class(value)
	case "weight":
		n, err := strconv.Atoi(value)
		s.weight = n
		return err
	case "secret":
		s.secret = value == "yes"
	case "anonymous":
		s.anonymous = value == "yes"
	case "hold":
		return split(value, &s.holdReason, &s.holdText)
	case "close":
		return split(value, &s.outcome, &s.closeText)
	case "referred":
		s.referred = value
	case "return":
		return split(value, &s.returnDesk, &s.returnReason, &s.refusal)
	case "archive":
		return split(value, &s.archiveReason, &s.archiveText)
	default:
		return fmt.Errorf("unknown key %q", key)
	}
	return nil
}

// list returns the variant list of a key, or nil.
func (s *situation) list(key string) *[]string {
	switch key {
	case "title":
		return &s.titles
	case "body":
		return &s.bodies
	case "detail":
		return &s.details
	case "ask":
		return &s.asks
	case "follow":
		return &s.follows
	case "answer":
		return &s.answers
	}
	return nil
}

// single returns the plain text field of a key, or nil.
func (s *situation) single(key string) *string {
	switch key {
	case "topic":
		return &s.topic
	case "desk":
		return &s.desk
	case "where":
		return &s.where
	case "areas":
		return &s.areas
	case "place":
		return &s.place
	case "style":
		return &s.style
	case "complete":
		return &s.complete
	case "reopen":
		return &s.reopen
	}
	return nil
}

// split cuts a value at | into exactly as many parts as there are targets.
func split(value string, into ...*string) error {
	parts := strings.SplitN(value, "|", len(into))
	if len(parts) != len(into) {
		return fmt.Errorf("want %d parts separated by |, have %q", len(into), value)
	}
	for i, part := range parts {
		*into[i] = strings.TrimSpace(part)
	}
	return nil
}
