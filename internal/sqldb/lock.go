package sqldb

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
)

// dirLock is the claim of one process on a SQLite file and its folder. Two
// processes writing the same file would each believe to be the only one.
type dirLock struct{ f *os.File }

// lockDir takes the lock that stands beside the database file.
func lockDir(dbPath string) (*dirLock, error) {
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
