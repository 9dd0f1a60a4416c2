package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"sentier/internal/account"
	"sentier/internal/fault"
)

// KeyFile keeps the site's keys in a file of its own, where a host wants them apart from the database and its
// backups. Every node needs the same file.
type KeyFile struct {
	Path string
}

// keyInFile is a key as the file has it.
type keyInFile struct {
	ID      string    `json:"id"`
	Purpose string    `json:"purpose"`
	Secret  []byte    `json:"secret"` // in base64
	Created time.Time `json:"created"`
	Retired time.Time `json:"retired,omitzero"`
}

// Keys is as of Store.
func (f KeyFile) Keys(_ context.Context, purpose string) ([]account.SiteKey, error) {
	all, err := f.read()
	if err != nil {
		return nil, err
	}
	var keys []account.SiteKey
	for _, k := range all {
		if k.Purpose == purpose {
			keys = append(keys, account.SiteKey(k))
		}
	}
	slices.SortFunc(keys, func(a, b account.SiteKey) int {
		return cmp.Or(b.Created.Compare(a.Created), cmp.Compare(b.ID, a.ID))
	})
	return keys, nil
}

// AddKey is as of Store.
func (f KeyFile) AddKey(_ context.Context, key account.SiteKey) error {
	return f.change(func(all []keyInFile) ([]keyInFile, error) {
		if slices.ContainsFunc(all, func(k keyInFile) bool { return k.Purpose == key.Purpose && k.Retired.IsZero() }) {
			return nil, fault.New(fault.Conflict, "", errors.New("add a key: its purpose has one, read it"))
		}
		return append(all, keyInFile(key)), nil
	})
}

// RotateKey is as of Store.
func (f KeyFile) RotateKey(_ context.Context, key account.SiteKey, from time.Time) error {
	return f.change(func(all []keyInFile) ([]keyInFile, error) {
		for i := range all {
			if all[i].Purpose == key.Purpose && all[i].Retired.IsZero() {
				all[i].Retired = from
			}
		}
		return append(all, keyInFile(key)), nil
	})
}

// read gives what the file holds; nothing where it is not there yet.
func (f KeyFile) read() ([]keyInFile, error) {
	info, err := os.Stat(f.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, f.wrong(err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("the file of keys %s can be read by others: chmod 600 it", f.Path)
	}
	data, err := os.ReadFile(f.Path)
	if err != nil {
		return nil, f.wrong(err)
	}
	var all []keyInFile
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, fmt.Errorf("the file of keys %s cannot be read (%w): restore it from a backup", f.Path, err)
	}
	return all, nil
}

// change writes the file anew, whole or not at all, one process after another.
func (f KeyFile) change(edit func([]keyInFile) ([]keyInFile, error)) (err error) {
	lock, err := os.OpenFile(f.Path+".lock", os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return f.wrong(err)
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return f.wrong(err)
	}
	all, err := f.read()
	if err != nil {
		return err
	}
	if all, err = edit(all); err != nil {
		return err
	}
	data, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	if err := replace(f.Path, append(data, '\n')); err != nil {
		return f.wrong(err)
	}
	return nil
}

func (f KeyFile) wrong(err error) error {
	return fmt.Errorf("the file of keys %s cannot be used (%w): let this user read and write it and its folder", f.Path, err)
}

// replace puts a file in the place of another, on disk before it has its name.
func replace(path string, data []byte) (err error) {
	temporary := path + ".new"
	file, err := os.OpenFile(temporary, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := os.Rename(temporary, path); err != nil {
		return err
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
