//go:build !linux

package cli

import "syscall"

// yield gives this process the lowest priority, as far as the system lets it.
func yield() { _ = syscall.Setpriority(syscall.PRIO_PROCESS, 0, 19) }
