package publish

import (
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"

	"sentier/internal/config"
)

// lookFolders are the folders that the look of the site is read from.
func lookFolders(settings config.Config) []string {
	var all []string
	if settings.Site != "" {
		all = append(all, settings.Site)
	}
	if strings.ContainsRune(settings.Theme, os.PathSeparator) {
		all = append(all, settings.Theme)
	}
	return all
}

// within tells whether a name is in one of the folders.
func within(folders []string, name string) bool {
	return slices.ContainsFunc(folders, func(folder string) bool {
		rel, err := filepath.Rel(folder, name)
		return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(os.PathSeparator))
	})
}

// changesIn tells of every file that changes under several folders, by its name, until stop. It asks the system to be
// told; where that cannot be, on some shared disks or when the system watches too much already, it looks itself.
func changesIn(folders []string, log *slog.Logger) (changes <-chan string, stop func(), err error) {
	told, stop, err := notified(folders)
	if err == nil {
		return told, stop, nil
	}
	log.Warn("the system does not tell of changes, so the folders are looked through twice a second", "cause", err)
	changes, stop = looking(folders, 500*time.Millisecond)
	return changes, stop, nil
}

// passed tells whether a file or folder is none of a course's, as the compiler does.
func passed(name string) bool {
	base := filepath.Base(name)
	return base != "." && base != ".." && (strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_"))
}

// notified has the system tell.
func notified(folders []string) (<-chan string, func(), error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, nil, err
	}
	add := func(folder string) error {
		return filepath.WalkDir(folder, func(name string, e fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return nil //nolint:nilerr // it went meanwhile
			case !e.IsDir():
				return nil
			case name != folder && passed(name):
				return fs.SkipDir
			}
			return w.Add(name)
		})
	}
	for _, folder := range folders {
		if err := add(folder); err != nil {
			_ = w.Close() // it watches nothing yet
			return nil, nil, err
		}
	}
	changes, done := make(chan string), make(chan struct{})
	var running sync.WaitGroup
	send := func(name string) {
		select {
		case changes <- name:
		case <-done:
		}
	}
	running.Go(func() {
		for {
			select {
			case <-done:
				return
			case _, open := <-w.Errors: // too many at once: look at everything
				if !open {
					return
				}
				send(folders[0])
			case e, open := <-w.Events:
				switch {
				case !open:
					return
				case e.Op == fsnotify.Chmod || passed(e.Name):
					continue
				case e.Has(fsnotify.Create):
					if info, err := os.Lstat(e.Name); err == nil && info.IsDir() {
						_ = add(e.Name) // what it lacks, the next load finds
					}
				}
				send(e.Name)
			}
		}
	})
	stop := sync.OnceFunc(func() {
		close(done)
		_ = w.Close() // there is nothing left to lose
		running.Wait()
	})
	return changes, stop, nil
}

// seen is how a file was when it was looked at.
type seen struct {
	size int64
	mod  time.Time
}

// looking looks through the folders again and again.
func looking(folders []string, every time.Duration) (<-chan string, func()) {
	look := func() map[string]seen {
		all := map[string]seen{}
		for _, folder := range folders {
			_ = filepath.WalkDir(folder, func(name string, e fs.DirEntry, err error) error {
				if err != nil || name != folder && passed(name) {
					if err == nil && e.IsDir() {
						return fs.SkipDir
					}
					return nil
				}
				if info, err := e.Info(); err == nil && !e.IsDir() {
					all[name] = seen{info.Size(), info.ModTime()}
				}
				return nil
			})
		}
		return all
	}
	changes, done := make(chan string), make(chan struct{})
	before := look()
	var running sync.WaitGroup
	running.Go(func() {
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
			}
			now := look()
			var changed []string
			for name, s := range now {
				if was, there := before[name]; !there || was != s {
					changed = append(changed, name)
				}
			}
			for name := range maps.Keys(before) {
				if _, there := now[name]; !there {
					changed = append(changed, name)
				}
			}
			before = now
			for _, name := range changed {
				select {
				case changes <- name:
				case <-done:
					return
				}
			}
		}
	})
	return changes, sync.OnceFunc(func() { close(done); running.Wait() })
}
