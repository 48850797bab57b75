package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"tuntas/internal/triage"
)

type triageCmd struct {
	MaskEval maskEvalCmd `cmd:"" name:"mask-eval" help:"Measure how much personal data is found in texts in which somebody has marked it."`
}

type maskEvalCmd struct {
	File string `arg:"" type:"existingfile" help:"The texts, one JSON object a line: {\"text\": \"...\", \"spans\": [[from, to, \"KIND\"]]}, counted in characters."`
}

// Run prints one JSON object: recall and precision, of all kinds together and of each.
func (c *maskEvalCmd) Run() (err error) {
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	texts, err := triage.ReadLabelled(f)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	if len(texts) == 0 {
		return fmt.Errorf("%s: there is no text in this file", c.File)
	}
	return json.NewEncoder(os.Stdout).Encode(triage.Evaluate(texts))
}
