package cli

import (
	"path/filepath"
	"strconv"
	"syscall"
	"unsafe"
)

// yield lets all threads of this process run only where nothing else wants to, and at once give way: a low priority
// alone would let each finish its turn of a few milliseconds, which readers wait for. On Linux this is a thread's, and
// threads to come inherit it. What the system does not let us costs readers that wait.
func yield() {
	const idle = 5 // SCHED_IDLE
	var none struct{ priority int32 }
	threads, _ := filepath.Glob("/proc/self/task/*")
	for _, thread := range threads {
		if id, err := strconv.Atoi(filepath.Base(thread)); err == nil {
			_, _, _ = syscall.RawSyscall(syscall.SYS_SCHED_SETSCHEDULER, uintptr(id), idle, uintptr(unsafe.Pointer(&none)))
		}
	}
}
