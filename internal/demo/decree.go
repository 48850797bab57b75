package demo

import (
	"fmt"
	"strconv"
)

// DecreeRow is one line of decrees.csv: by what an agency set up the team that coordinates complaints.
type DecreeRow struct {
	Agency string // code
	Number string
	Began  int    // days before the day of playing
	Ends   int    // days after it; less than 0: it is over
	Open   bool   // it names no end
	Chair  string // of the team
}

// Decrees reads decrees.csv. The error names the line of broken data.
func Decrees() ([]DecreeRow, error) {
	return load("decrees.csv", []string{"agency", "number", "began", "ends", "chair"}, func(r record) (DecreeRow, error) {
		row := DecreeRow{Agency: r.get("agency"), Number: r.get("number"), Open: r.get("ends") == "", Chair: r.get("chair")}
		var err error
		if row.Began, err = strconv.Atoi(r.get("began")); err != nil {
			return row, fmt.Errorf("began: %w", err)
		}
		if !row.Open {
			if row.Ends, err = strconv.Atoi(r.get("ends")); err != nil {
				return row, fmt.Errorf("ends: %w", err)
			}
		}
		return row, nil
	})
}
