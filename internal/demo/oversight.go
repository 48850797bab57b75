package demo

import (
	"fmt"
	"strconv"
	"strings"

	"tuntas/internal/civic"
)

// RemitRow is one line of remits.csv: which part of all that lies at and below the desk a supervisor reads.
type RemitRow struct {
	Email  string
	Kinds  []string // of agencies
	Topics []string // codes
}

// WatchRow is one line of watches.csv: a topic or a report that a supervisor watches.
type WatchRow struct {
	Email   string
	DaysAgo int         // working days before the day of playing
	Topic   string      // code; empty when a report is watched
	Region  string      // code, empty for the whole country
	State   civic.State // the oldest report in this state; empty when a topic is watched
	Note    string
}

// JudgementRow is one line of judgements.csv: what the supervisor found of one report of the sample.
type JudgementRow struct {
	Grades map[string]civic.Grade // by the code of the criterion
	Holds  bool                   // it was rightly closed
	Note   string
}

// Remits reads remits.csv. The error names the line of broken data.
func Remits() ([]RemitRow, error) {
	return load("remits.csv", []string{"email", "kinds", "topics"}, func(r record) (RemitRow, error) {
		return RemitRow{Email: r.get("email"), Kinds: strings.Fields(r.get("kinds")), Topics: strings.Fields(r.get("topics"))}, nil
	})
}

// Watches reads watches.csv. The error names the line of broken data.
func Watches() ([]WatchRow, error) {
	return load("watches.csv", []string{"email", "days_ago", "topic", "region", "state", "note"}, func(r record) (WatchRow, error) {
		row := WatchRow{Email: r.get("email"), Topic: r.get("topic"), Region: r.get("region"), State: civic.State(r.get("state")), Note: r.get("note")}
		var err error
		if row.DaysAgo, err = strconv.Atoi(r.get("days_ago")); err != nil {
			return row, fmt.Errorf("days_ago: %w", err)
		}
		if (row.Topic == "") == (row.State == "") {
			return row, fmt.Errorf("neither a topic nor a report, or both")
		}
		return row, nil
	})
}

// Judgements reads judgements.csv. The error names the line of broken data.
func Judgements() ([]JudgementRow, error) {
	criteria := []string{"answered", "action", "plain", "evidence"}
	return load("judgements.csv", append(criteria, "holds", "note"), func(r record) (JudgementRow, error) {
		row := JudgementRow{Grades: map[string]civic.Grade{}, Holds: r.get("holds") == "yes", Note: r.get("note")}
		for _, c := range criteria {
			row.Grades[c] = civic.Grade(r.get(c))
		}
		return row, nil
	})
}
