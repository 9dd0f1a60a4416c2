package publish

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"sentier/internal/config"
)

// longestAnswer is how long a forge has to take the state of a commit.
const longestAnswer = 10 * time.Second

// report tells the forge of a source whether a commit was published, where a token lets us: contributors see it beside
// their commit. Whatever becomes of that, the site goes on.
func (p *Publisher) report(ctx context.Context, o *origin, commit string) {
	if o.Token == "" {
		return
	}
	good, about := o.verdict(commit)
	q, err := status(o.Origin, commit, good, about, p.settings().BaseURL)
	if q == nil && err == nil {
		return // a repository on this machine: nobody to tell
	}
	if err == nil {
		within, cancel := context.WithTimeout(ctx, longestAnswer)
		defer cancel()
		var answer *http.Response
		if answer, err = p.network.Do(q.WithContext(within)); err == nil {
			if answer.StatusCode >= 300 {
				err = fmt.Errorf("it answers with status %d: the token must be allowed to write commit statuses", answer.StatusCode)
			}
			err = errors.Join(err, answer.Body.Close())
		}
	}
	if err != nil && ctx.Err() == nil {
		p.config.Log.Warn("the forge was not told what became of a commit", "source", o.Name, "commit", commit, "cause", err)
	}
}

// verdict is whether a commit is served, and a line about it.
func (o *origin) verdict(commit string) (good bool, about string) {
	o.lock.Lock()
	defer o.lock.Unlock()
	switch s := o.state; {
	case s.Commit == commit:
		return true, "published"
	case s.Errors == 1:
		return false, "not published, 1 error: " + s.Findings[0].String()
	case s.Errors > 1:
		return false, fmt.Sprintf("not published, %d errors: %s", s.Errors, s.Findings[0])
	default:
		return false, "not published: " + s.Cause
	}
}

// scp is the short form of an ssh address.
var scp = regexp.MustCompile(`^[^@/]+@([^:/]+):(.*)$`)

// status is the question that tells a forge of a commit; nil where the repository is on no forge.
func status(o config.Origin, commit string, good bool, about, site string) (*http.Request, error) {
	host, path := "", ""
	if m := scp.FindStringSubmatch(o.URL); m != nil {
		host, path = m[1], m[2]
	} else if u, err := url.Parse(o.URL); err == nil && u.Host != "" {
		host, path = u.Host, u.Path
		if u.Scheme == "ssh" {
			host = u.Hostname()
		}
	}
	if host == "" {
		return nil, nil
	}
	path = strings.TrimSuffix(strings.Trim(path, "/"), ".git")
	if runes := []rune(about); len(runes) > 140 {
		about = string(runes[:139]) + "…" // what GitHub takes
	}
	say := map[string]string{"state": "failure", "context": "sentier", "description": about}
	if good {
		say["state"] = "success"
	}
	if site != "" {
		say["target_url"] = site
	}
	address, header, value := "", "Authorization", "token "+o.Token
	switch cmp.Or(o.Forge, kindOf(host)) {
	case "github":
		address, value = "https://api.github.com/repos/"+path+"/statuses/"+commit, "Bearer "+o.Token
		if host != "github.com" {
			address = "https://" + host + "/api/v3/repos/" + path + "/statuses/" + commit
		}
	case "gitlab":
		header, value = "PRIVATE-TOKEN", o.Token
		address = "https://" + host + "/api/v4/projects/" + url.QueryEscape(path) + "/statuses/" + commit
		if say["name"] = say["context"]; !good {
			say["state"] = "failed"
		}
		delete(say, "context")
	default:
		address = "https://" + host + "/api/v1/repos/" + path + "/statuses/" + commit
	}
	body, err := json.Marshal(say)
	if err != nil {
		return nil, err
	}
	q, err := http.NewRequest(http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	q.Header.Set(header, value)
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set("Accept", "application/json")
	return q, nil
}

// kindOf is what a forge is by the name of its host.
func kindOf(host string) string {
	for _, kind := range []string{"github", "gitlab"} {
		if strings.Contains(host, kind) {
			return kind
		}
	}
	return "forgejo"
}
