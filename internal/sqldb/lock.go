package sqldb

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

// dirLock is the claim of one process on a SQLite file and its folder. Two
// processes writing the same file would each believe to be the only one.
type dirLock struct{ f *os.File }

// Claim takes the data folder dir for this process alone, without opening or
// making a database in it, so that what lies in it can be removed. The folder
// must be there. Release gives it back; until then nobody can open its
// database, this process included. Errors: *LockedError when another process
// has the folder; nothing in it was changed then.
func Claim(dir string) (release func() error, err error) {
	path, err := filepath.Abs(litePath(Options{Dir: dir}))
	if err != nil {
		return nil, fmt.Errorf("sqldb: %w", err)
	}
	l, err := takeLock(path)
	if err != nil {
		return nil, err
	}
	return l.release, nil
}

// lockDir takes the lock that stands beside the database file, and sees to it
// that a new file is its owner's alone: SQLite gives -wal and -shm the mode of
// the file they belong to, and would make that one readable to everybody.
func lockDir(dbPath string) (*dirLock, error) {
	l, err := takeLock(dbPath)
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(dbPath, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // the operator chose the folder
	if err == nil {
		err = f.Close()
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, errors.Join(fmt.Errorf("sqldb: %w", err), l.release())
	}
	return l, nil
}

func takeLock(dbPath string) (*dirLock, error) {
	f, busy, err := openLocked(dbPath + ".lock")
	if err != nil {
		return nil, err
	}
	if busy {
		e := &LockedError{Dir: filepath.Dir(dbPath)}
		if f != nil {
			text, _ := io.ReadAll(io.LimitReader(f, 32)) // the number is a courtesy
			e.PID, _ = strconv.Atoi(string(bytes.TrimSpace(text)))
			_ = f.Close()
		}
		return nil, e
	}
	if err := f.Truncate(0); err == nil {
		_, err = fmt.Fprintln(f, os.Getpid())
		if err == nil {
			return &dirLock{f}, nil
		}
	}
	_ = f.Close()
	return nil, fmt.Errorf("sqldb: cannot write %s.lock", dbPath)
}

// release frees the lock. The file stays: removing it would race with a
// process that has just opened it.
func (l *dirLock) release() error {
	if l.f == nil {
		return nil
	}
	err := l.f.Close()
	l.f = nil
	return err
}
