package sqldb

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// errSharing is what Windows answers when another process has the file open.
const errSharing = syscall.Errno(32)

// openLocked opens path so that no other process can open it meanwhile.
func openLocked(path string) (f *os.File, busy bool, err error) {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, false, fmt.Errorf("sqldb: %w", err)
	}
	h, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, 0, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if errors.Is(err, errSharing) {
		return nil, true, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("sqldb: lock %s: %w", path, err)
	}
	return os.NewFile(uintptr(h), path), false, nil
}
