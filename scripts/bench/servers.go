package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
)

// sentier starts our server with the shipped courses and a data folder of its own. Its log goes to the null device.
func sentier(p plan, name string, flags ...string) (*server, error) {
	address, err := free()
	if err != nil {
		return nil, err
	}
	data, err := os.MkdirTemp(p.folder, "data-")
	if err != nil {
		return nil, err
	}
	args := append([]string{"serve", "--listen", address, "--data", data}, flags...)
	command := exec.Command(p.binary, args...)
	command.Dir = data // where no configuration is
	return spawn(name, address, command)
}

// nginxConfig is what a careful host would write for one static site.
const nginxConfig = `daemon off;
pid %[1]s/nginx.pid;
error_log stderr crit;
worker_processes auto;
worker_rlimit_nofile %[4]d;
events { worker_connections %[4]d; }
http {
	access_log %[3]s;
	client_body_temp_path %[1]s/body;
	proxy_temp_path %[1]s/proxy;
	fastcgi_temp_path %[1]s/fastcgi;
	uwsgi_temp_path %[1]s/uwsgi;
	scgi_temp_path %[1]s/scgi;
	sendfile on;
	tcp_nopush on;
	keepalive_requests 100000000;
	keepalive_timeout 60s;
	server_tokens off;
	charset utf-8;
	default_type text/html;
	gzip_static on;
	%[5]s
	server {
		listen %[2]s backlog=4096;
		root %[1]s/root;
	}
}
`

// What the servers are told in the configurations that are measured.
const (
	logged    = "/dev/null combined buffer=32k flush=1s"
	unlogged  = "off"
	fileCache = "open_file_cache max=1000 inactive=60s; open_file_cache_valid 60s;"
)

// nginxCommand is where nginx is: Debian puts it where an ordinary PATH does not look.
func nginxCommand() string {
	if path, err := exec.LookPath("nginx"); err == nil {
		return path
	}
	return "/usr/sbin/nginx"
}

// nginx starts nginx with one page in a folder, beside its gzip bytes.
func nginx(p plan, name string, body []byte, accessLog, more string) (*server, error) {
	address, err := free()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp(p.folder, "nginx-")
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(folder, 0o755); err != nil {
		return nil, err
	}
	file := filepath.Join(folder, "root", lessonPath)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return nil, err
	}
	if err := os.WriteFile(file+".gz", body, 0o644); err != nil {
		return nil, err
	}
	plain, err := unzip(body)
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(file, plain, 0o644); err != nil {
		return nil, err
	}
	config := filepath.Join(folder, "nginx.conf")
	text := fmt.Sprintf(nginxConfig, folder, address, accessLog, p.connections+1_000, more)
	if err := os.WriteFile(config, []byte(text), 0o644); err != nil {
		return nil, err
	}
	return spawn(name, address, exec.Command(nginxCommand(), "-p", folder, "-c", config))
}

// zipped asks a server for the lesson page, and gives the gzip bytes of its body.
func zipped(s *server) ([]byte, error) {
	request, err := http.NewRequest(http.MethodGet, "http://"+s.address+lessonPath, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept-Encoding", "gzip") // by hand: the client then leaves the bytes as they are
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK || answer.Header.Get("Content-Encoding") != "gzip" {
		return nil, fmt.Errorf("%s answers %s in %q, not a page in gzip", s.name, answer.Status, answer.Header.Get("Content-Encoding"))
	}
	return io.ReadAll(answer.Body)
}

func unzip(body []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}
