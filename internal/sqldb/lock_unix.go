//go:build unix

package sqldb

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// openLocked opens path and takes its lock without waiting. The kernel frees
// the lock when the process ends, however it ends.
func openLocked(path string) (f *os.File, busy bool, err error) {
	f, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // the operator chose the folder
	if err != nil {
		return nil, false, fmt.Errorf("sqldb: %w", err)
	}
	if err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err == nil {
		return f, false, nil
	}
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return f, true, nil
	}
	_ = f.Close()
	return nil, false, fmt.Errorf("sqldb: lock %s: %w", path, err)
}
