package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// machine is what the figures were made on.
type machine struct {
	cpu    string
	cores  int
	memory string
	kernel string
	tools  string // versions of what we compare with
	date   string
}

// look describes this machine.
func look() (machine, error) {
	m := machine{cores: runtime.NumCPU(), date: time.Now().Format(time.DateOnly)}
	var err error
	if m.cpu, err = field("/proc/cpuinfo", "model name"); err != nil {
		return m, err
	}
	total, err := field("/proc/meminfo", "MemTotal")
	if err != nil {
		return m, err
	}
	var kilobytes float64
	if _, err := fmt.Sscan(total, &kilobytes); err != nil {
		return m, fmt.Errorf("read the size of the memory: %w", err)
	}
	m.memory = fmt.Sprintf("%.0f GB", kilobytes/(1<<20))
	release, err := os.ReadFile("/proc/sys/kernel/osrelease")
	if err != nil {
		return m, err
	}
	m.kernel, _, _ = strings.Cut(strings.TrimSpace(string(release)), "-")
	tools := []string{runtime.Version()}
	for _, command := range [][]string{{nginxCommand(), "-v"}, {"hugo", "version"}, {"wrk", "-v"}} {
		// wrk says its version and exits with 1.
		out, err := exec.Command(command[0], command[1:]...).CombinedOutput()
		if len(out) == 0 {
			return m, fmt.Errorf("%s does not say its version (%w): run scripts/deps to install it", command[0], err)
		}
		tools = append(tools, version(string(out)))
	}
	m.tools = strings.Join(tools, ", ")
	return m, nil
}

// version is the first line of what a program says of itself, without what follows its number.
func version(said string) string {
	line, _, _ := strings.Cut(said, "\n")
	line = strings.NewReplacer("nginx version: nginx/", "nginx ", "+extended", "").Replace(line)
	words := strings.Fields(line)
	return strings.Join(words[:min(2, len(words))], " ")
}

// field finds "name: value" in a file of /proc.
func field(file, name string) (string, error) {
	f, err := os.Open(file)
	if err != nil {
		return "", err
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if key, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value), nil
		}
	}
	return "", fmt.Errorf("%s has no line %q: this benchmark runs on Linux", file, name)
}

func (m machine) String() string {
	return fmt.Sprintf("%d cores (%s), %s of memory, Linux %s; %s; %s.", m.cores, m.cpu, m.memory, m.kernel, m.tools, m.date)
}
