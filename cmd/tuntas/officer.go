package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"tuntas/internal/app"
	"tuntas/internal/civic"
	"tuntas/internal/config"
	"tuntas/internal/directory"
)

type officerCmd struct {
	Create officerCreateCmd `cmd:"" help:"Make an officer with a first post, such as the first one of all."`
	List   officerListCmd   `cmd:"" help:"List all officers and their posts."`
}

type officerCreateCmd struct {
	config.Config
	Email         string `required:"" help:"What the officer signs in with."`
	Name          string `required:"" help:"Name as colleagues read it."`
	Role          string `required:"" enum:"national_admin,agency_admin,liaison,unit_officer,agency_head,oversight,supervisor,auditor" help:"One of ${enum}."`
	Agency        string `required:"" help:"Code of the agency or unit of the post; nasional is the national desk."`
	PasswordStdin bool   `help:"Read the password from the first line of standard input; else one is made and printed once."`
}

// Run makes the officer and prints a password that it made.
func (c *officerCreateCmd) Run(ctx context.Context) (err error) {
	password := newPassword()
	if c.PasswordStdin {
		if password, err = firstLine(os.Stdin); err != nil {
			return err
		}
	}
	a, err := open(ctx, c.Config)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	if err := c.create(ctx, a, password); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%s is %s at %s.\n", c.Email, c.Role, c.Agency)
	if !c.PasswordStdin {
		fmt.Fprintln(os.Stderr, "The password, shown this once:")
		fmt.Println(password)
	}
	return nil
}

func (c *officerCreateCmd) create(ctx context.Context, a *app.App, password string) error {
	desk, ok := a.Atlas.Current(ctx).Tree.ByCode(c.Agency)
	if !ok {
		return civic.Invalid("agency", "error.agency_unknown")
	}
	return a.Directory.Enrol(ctx, civic.SystemActor(), directory.Person{Email: c.Email, Name: c.Name, Password: password,
		Agency: desk.ID, Role: civic.Role(c.Role)})
}

// newPassword draws 100 random bits, in groups that can be read out.
func newPassword() string {
	t := rand.Text()
	return strings.Join([]string{t[:5], t[5:10], t[10:15], t[15:20]}, "-")
}

// firstLine reads a password as a script or a person hands it in: without the end of the line.
func firstLine(r io.Reader) (string, error) {
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	return strings.TrimRight(line, "\r\n"), nil
}

type officerListCmd struct {
	config.Config
}

// Run prints a line for each post.
func (c *officerListCmd) Run(ctx context.Context) (err error) {
	a, err := openExisting(ctx, c.Config)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	return listOfficers(ctx, a, os.Stdout)
}

func listOfficers(ctx context.Context, a *app.App, out io.Writer) error {
	t, at := a.Atlas.Current(ctx).Tree, now()
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "EMAIL\tNAME\tROLE\tAGENCY\tSTATE")
	err := a.Directory.Roster(ctx, civic.SystemActor(), func(p directory.Post) error {
		desk, _ := t.Get(p.Agency)
		state := "active"
		switch {
		case !p.IsActive:
			state = "shut off"
		case directory.PostOver(p, at):
			state = "ended"
		}
		_, err := fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", p.Email, p.Name, p.Role, desk.Code, state)
		return err
	})
	return errors.Join(err, w.Flush())
}
