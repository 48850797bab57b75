//go:build linux || darwin

package blob

import (
	"math"
	"os"
	"syscall"
)

// freeBytes asks the operating system for the room an ordinary user has on dir's disk.
func freeBytes(dir string) (int64, error) {
	var st syscall.Statfs_t
	if err := syscall.Statfs(dir, &st); err != nil {
		return 0, err
	}
	free := float64(st.Bavail) * float64(st.Bsize)
	return int64(math.Min(free, math.MaxInt64/2)), nil
}

// syncDir makes the entries of a folder durable.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = d.Sync()
	if cerr := d.Close(); err == nil {
		err = cerr
	}
	return err
}
