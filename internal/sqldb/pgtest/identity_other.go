//go:build !unix

package pgtest

import "os/exec"

// apply does nothing: other systems have no numeric users to switch to.
func (i identity) apply(*exec.Cmd) {}
