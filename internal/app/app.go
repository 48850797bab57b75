// Package app puts the rooms together: database, verbs, jobs and doors. Commands and
// tests both start here, so that what is tested is what runs.
package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"tuntas/internal/access"
	"tuntas/internal/atlas"
	"tuntas/internal/blob"
	"tuntas/internal/blob/clean"
	"tuntas/internal/casework"
	"tuntas/internal/catalogue"
	"tuntas/internal/channel"
	"tuntas/internal/civic"
	"tuntas/internal/config"
	"tuntas/internal/directory"
	"tuntas/internal/dossier"
	"tuntas/internal/evidence"
	"tuntas/internal/insight"
	"tuntas/internal/intake"
	"tuntas/internal/jobs"
	"tuntas/internal/live"
	"tuntas/internal/notify"
	"tuntas/internal/queue"
	"tuntas/internal/satisfaction"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
	"tuntas/internal/vault"
)

// Options say what an App is made with.
type Options struct {
	Config config.Config
	Now    civic.Now        // the clock of the reports
	Wall   func() time.Time // the clock of the machine: connections, rate limits
	Log    *slog.Logger
	Mail   channel.Sender // nil: made from Config, if a mail server is configured
}

// App is a whole Tuntas without its listener.
type App struct {
	Config    config.Config
	Now       civic.Now
	Wall      func() time.Time
	Log       *slog.Logger
	DB        *sqldb.DB
	Store     *store.Store
	Atlas     *atlas.Atlas
	Vault     *vault.Vault
	Keys      config.Keys
	Blobs     blob.Store
	Evidence  *evidence.Keeper
	Queue     *queue.Queue
	Notify    *notify.Notify
	Intake    *intake.Intake
	Casework  *casework.Casework
	Directory *directory.Directory
	Access    *access.Access
	Catalogue *catalogue.Catalogue
	Surveys   *satisfaction.Satisfaction
	Insight   *insight.Insight
	Live      *live.Hub
	Jobs      jobs.Deps
}

// Open opens the database, brings its schema up to date, lays the foundation if it is empty, and puts the verbs together.
// Close must be called. Errors: ErrWrongKey when the secret key is not the one that the database was made with.
func Open(ctx context.Context, o Options) (*App, error) {
	c := o.Config
	if err := c.Validate(); err != nil {
		return nil, err
	}
	keys, err := c.Keys(rand.Reader)
	if err != nil {
		return nil, err
	}
	db, err := sqldb.Open(ctx, sqldb.Options{URL: c.DatabaseURL, Dir: c.Data})
	if err != nil {
		return nil, err
	}
	a := &App{Config: c, Now: o.Now, Wall: o.Wall, Log: o.Log, DB: db, Keys: keys}
	if err := a.assemble(ctx, o.Mail); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return a, nil
}

func (a *App) assemble(ctx context.Context, mail channel.Sender) (err error) {
	if err = store.Migrate(ctx, a.DB); err != nil {
		return err
	}
	if a.Store, err = store.New(ctx, a.DB); err != nil {
		return err
	}
	if a.Vault, err = vault.New(a.Keys.Vault()); err != nil {
		return err
	}
	if err = a.checkKey(ctx); err != nil {
		return err
	}
	if a.Atlas, err = atlas.Open(ctx, a.Store, a.Now); err != nil {
		return err
	}
	if a.Blobs, err = openBlobs(&a.Config); err != nil {
		return err
	}
	if mail == nil {
		if mail, err = openMail(&a.Config); err != nil {
			return err
		}
	}
	a.Evidence = evidence.New(a.Blobs, clean.New(clean.Limits{}))
	a.Queue = queue.New(a.Store.NewID, a.Now)
	a.Notify = notify.New(a.Store, a.Atlas, a.Vault, a.Queue, a.Config.Base(), a.Now)
	a.Intake = intake.New(a.Store, a.Atlas, a.Vault, a.Notify, a.Now)
	a.Casework = casework.New(a.Store, a.Atlas, a.Vault, a.Evidence, a.Notify, a.Queue, a.Now)
	key, err := dossier.NewKey(a.Keys.Sub("dossier"))
	if err != nil {
		return err
	}
	a.Casework.IssueWith(key, a.Config.Base())
	a.Directory = directory.New(a.Store, a.Atlas, a.Queue, a.Now)
	a.Directory.InviteWith(a.Notify, directory.Invites{Life: a.Config.Limits.Invitation, Mail: mail != nil})
	a.Access = access.New(a.Store, a.Vault, a.Now, a.Wall)
	a.Catalogue = catalogue.New(a.Store, a.Atlas, a.Now)
	a.Surveys = satisfaction.New(a.Store, a.Atlas, a.Vault, rand.Reader, a.Now)
	a.Insight = insight.New(a.Store, a.Atlas)
	a.Live = live.New(a.Store, a.Atlas, a.Now)
	a.Jobs = jobs.Deps{DB: a.DB, Store: a.Store, Queue: a.Queue, Casework: a.Casework, Insight: a.Insight, Notify: a.Notify,
		Mail: mail, Blobs: a.Blobs, Now: a.Now, Wall: a.Wall, Log: a.Log}
	return a.Directory.Found(ctx)
}

func openBlobs(c *config.Config) (blob.Store, error) {
	if c.S3.Endpoint != "" {
		return blob.NewS3(blob.S3Options{Endpoint: c.S3.Endpoint, Bucket: c.S3.Bucket, Prefix: c.S3.Prefix, Region: c.S3.Region,
			AccessKey: c.S3.AccessKey, SecretKey: c.S3.SecretKey})
	}
	return blob.NewFolder(blob.FolderOptions{Dir: c.Files(), MinFree: int64(c.Limits.MinFreeMB) << 20})
}

// Close finishes every write that was accepted.
func (a *App) Close() error {
	a.Live.Close()
	return a.DB.Close()
}

// Work runs the jobs and follows the events until ctx ends.
func (a *App) Work(ctx context.Context) error {
	w, err := queue.NewWorker(a.Queue, a.DB, queue.Config{Handlers: a.Jobs.Handlers(), Schedules: a.Jobs.Schedules(), Log: a.Log})
	if err != nil {
		return fmt.Errorf("app: %w", err)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	followed := make(chan error, 2)
	go func() { followed <- a.Jobs.Follow(ctx) }()
	go func() { followed <- a.Jobs.FollowDesks(ctx) }()
	err = w.Run(ctx)
	stop()
	return errors.Join(err, <-followed, <-followed)
}
