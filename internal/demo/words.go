package demo

import (
	"fmt"
	"strings"
)

// words are the small variants of words.csv by slot: street names, landmarks,
// durations, openers and closers, and short sentences of officers.
type words map[string][]string

func loadWords() (words, error) {
	rows, err := load("words.csv", []string{"slot", "text"}, func(r record) ([2]string, error) {
		return [2]string{r.get("slot"), r.get("text")}, nil
	})
	if err != nil {
		return nil, err
	}
	w := make(words)
	for _, row := range rows {
		w[row[0]] = append(w[row[0]], row[1])
	}
	return w, nil
}

// people holds the parts fictional names are made of, by kind and place.
type people map[string][]string

func loadPeople() (people, error) {
	rows, err := load("names.csv", []string{"kind", "where", "name"}, func(r record) ([2]string, error) {
		return [2]string{r.get("kind") + "." + r.get("where"), r.get("name")}, nil
	})
	if err != nil {
		return nil, err
	}
	p := make(people)
	for _, row := range rows {
		p[row[0]] = append(p[row[0]], row[1])
	}
	return p, nil
}

// name makes a full name; where is sby, bdg or nation.
func (p people) name(d *dice, where string) string {
	if where == "nation" && d.chance(35) {
		return pick(d, p["whole.nation"])
	}
	group := ""
	if where == "bdg" && d.chance(60) {
		group = "bdg"
	}
	sex := pick(d, []string{"male", "female"})
	first := pick(d, p[sex+"."+group])
	family := pick(d, p[sex+"_family."+group])
	if first == family || d.chance(8) {
		return first
	}
	return first + " " + family
}

// reporter makes a fictional person with contact details that belong to
// nobody: the mail domain is reserved and the number range is never given out.
func (p people) reporter(d *dice, where string, n int) Reporter {
	person := Reporter{Name: p.name(d, where)}
	if d.chance(62) {
		local := strings.NewReplacer(" ", ".", ".", "").Replace(strings.ToLower(person.Name))
		person.Email = fmt.Sprintf("%s%d@warga.example", local, n)
	}
	if person.Email == "" || d.chance(45) {
		person.Phone = fmt.Sprintf("0812-0000-%04d", 5000+n)
	}
	return person
}
