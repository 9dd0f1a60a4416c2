package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// lockFile is in the data folder; whoever serves from it holds its lock.
const lockFile = "lock"

// lock takes the data folder for this process alone, and makes it where it is missing. The lock ends with the
// process, however that ends.
func lock(data string) (*os.File, error) {
	if err := os.MkdirAll(data, 0o750); err != nil {
		return nil, fmt.Errorf("the data folder %s cannot be made (%w): make it, or choose another with --data", data, err)
	}
	file, err := os.OpenFile(filepath.Join(data, lockFile), os.O_CREATE|os.O_RDWR, 0o640)
	if err != nil {
		return nil, fmt.Errorf("the data folder %s cannot be written to (%w): allow it, or choose another with --data", data, err)
	}
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		err = fmt.Errorf("another sentier serves from the data folder %s: stop it, or choose another folder with --data", data)
	} else if err != nil {
		err = fmt.Errorf("the data folder %s cannot be locked (%w): choose one on a local disk with --data", data, err)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}
