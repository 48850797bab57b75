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
	Life    time.Duration `default:"8760h" help:"How long it is good."`
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
