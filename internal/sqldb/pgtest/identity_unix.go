//go:build unix

package pgtest

import (
	"os/exec"
	"syscall"
)

// apply makes cmd run as the identity, in a process group of its own so that
// Ctrl-C does not take the server from under a test that is still cleaning up.
func (i identity) apply(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if i.uid != 0 {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: i.uid, Gid: i.gid}
	}
}
