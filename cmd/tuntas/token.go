package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tuntas/internal/config"
)

type tokenCmd struct {
	Create tokenCreateCmd `cmd:"" help:"Make a token that acts as an officer; it is printed once."`
}

type tokenCreateCmd struct {
	config.Config
	Officer string        `required:"" help:"The officer's e-mail address."`
	Label   string        `default:"command line" help:"What the token is for."`
	Life    time.Duration `default:"8760h" help:"How long it is good, such as 720h; at most five years."`
}

// maxLife is the longest life of a token: whoever needs it longer makes another, and the old one ends.
const maxLife = 5 * 365 * 24 * time.Hour

// Validate refuses a life that no token can have.
func (c *tokenCreateCmd) Validate() error {
	if err := c.Config.Validate(); err != nil {
		return err
	}
	if c.Life <= 0 {
		return fmt.Errorf("life: %s is over at once; give how long the token is good, such as 720h", c.Life)
	}
	if c.Life > maxLife {
		return fmt.Errorf("life: %s is too long; a token is good for five years at most (%s)", c.Life, maxLife)
	}
	return nil
}

// Run prints a new token.
func (c *tokenCreateCmd) Run(ctx context.Context) (err error) {
	a, err := openExisting(ctx, c.Config)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	token, err := a.Directory.NewToken(ctx, c.Officer, c.Label, c.Life)
	if err != nil {
		return err
	}
	_, err = fmt.Println(token)
	return err
}
