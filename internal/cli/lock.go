package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
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
		err = fmt.Errorf("another sentier%s serves from the data folder %s: stop it, or choose another folder with --data",
			holder(file), data)
	} else if err != nil {
		err = fmt.Errorf("the data folder %s cannot be locked (%w): choose one on a local disk with --data", data, err)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	if err := note(file); err != nil {
		return nil, errors.Join(fmt.Errorf("the data folder %s cannot be written to (%w): free some space, or choose another "+
			"with --data", data, err), file.Close())
	}
	return file, nil
}

// note writes the number of this process into the lock, for people.
func note(file *os.File) error {
	if err := file.Truncate(0); err != nil {
		return err
	}
	_, err := file.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	return err
}

// holder says which process holds the lock, where the file tells.
func holder(file *os.File) string {
	text := make([]byte, 20)
	n, err := file.ReadAt(text, 0)
	pid, wrong := strconv.Atoi(strings.TrimSpace(string(text[:n])))
	if err != nil && !errors.Is(err, io.EOF) || wrong != nil {
		return ""
	}
	return fmt.Sprintf(" (process %d)", pid)
}
