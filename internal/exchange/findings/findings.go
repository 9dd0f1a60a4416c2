// Package findings writes what is found in a course, as people and other programs read it: lines with the source beneath
// them, JSON, SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), the workflow commands of GitHub and Forgejo
// (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands) and the code quality report of
// GitLab (https://docs.gitlab.com/ci/testing/code_quality/). It finds nothing and prints nothing by itself: cli does.
package findings

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"

	"sentier/internal/diag"
)

// Report is what is written.
type Report struct {
	Found   diag.List
	Fixed   diag.List // what was found and is mended now; SARIF and GitLab, which tell what is left, leave it out
	Lang    string    // of the words: "fr" or "en"
	Folder  string    // what stands before each path; empty: nothing
	Version string    // of the program
}

// path is where a finding is, as seen from where the program was called.
func (r Report) path(f diag.Finding) string { return path.Join(r.Folder, f.Path) }

// fixed is the word for what is mended.
func (r Report) fixed() string {
	if strings.HasPrefix(r.Lang, "fr") {
		return "corrigé"
	}
	return "fixed"
}

// place is the line and the column of a finding; 1 where it is about the whole file and a program wants some.
func place(f diag.Finding) (line, column int) { return max(f.Line, 1), max(f.Col, 1) }

func write(w io.Writer, v any) error {
	lines := json.NewEncoder(w)
	lines.SetEscapeHTML(false)
	lines.SetIndent("", "  ")
	return lines.Encode(v)
}

type jsonFinding struct {
	Path    string `json:"path"`
	Line    int    `json:"line"`   // from 1; 0: the whole file
	Column  int    `json:"column"` // in characters, from 1; 0: the whole file
	Level   string `json:"level"`
	Code    string `json:"code"`
	Message string `json:"message"` // what is wrong: how to mend it
}

// JSON writes one object: {"findings": […], "fixed": […], "errors": N, "warnings": N}.
func (r Report) JSON(w io.Writer) error {
	all := []jsonFinding{}
	for _, f := range r.Found {
		all = append(all, jsonFinding{r.path(f), f.Line, f.Col, f.Level.String(), f.Code, f.Text(r.Lang)})
	}
	var fixed []jsonFinding
	for _, f := range r.Fixed {
		fixed = append(fixed, jsonFinding{r.path(f), f.Line, f.Col, f.Level.String(), f.Code, f.What(r.Lang)})
	}
	errs := r.Found.Errors()
	return write(w, struct {
		Findings []jsonFinding `json:"findings"`
		Fixed    []jsonFinding `json:"fixed,omitempty"` // what was wrong, where it stood
		Errors   int           `json:"errors"`
		Warnings int           `json:"warnings"`
	}{all, fixed, errs, len(r.Found) - errs})
}

// GitHub writes a workflow command a finding, which a forge shows beside the line.
func (r Report) GitHub(w io.Writer) error {
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for _, f := range r.Fixed {
		line, column := place(f)
		if _, err := fmt.Fprintf(w, "::notice file=%s,line=%d,col=%d,title=%s::%s\n", property.Replace(r.path(f)), line, column,
			property.Replace(f.Code), data.Replace(r.fixed()+": "+f.What(r.Lang))); err != nil {
			return err
		}
	}
	for _, f := range r.Found {
		line, column := place(f)
		if _, err := fmt.Fprintf(w, "::%s file=%s,line=%d,col=%d,title=%s::%s\n", f.Level, property.Replace(r.path(f)), line, column,
			property.Replace(f.Code), data.Replace(f.Text(r.Lang))); err != nil {
			return err
		}
	}
	return nil
}

type gitlabFinding struct {
	Description string `json:"description"`
	CheckName   string `json:"check_name"`
	Fingerprint string `json:"fingerprint"`
	Severity    string `json:"severity"`
	Location    struct {
		Path  string `json:"path"`
		Lines struct {
			Begin int `json:"begin"`
		} `json:"lines"`
	} `json:"location"`
}

// GitLab writes a code quality report. The fingerprint of a finding is the same when it moves to another line.
func (r Report) GitLab(w io.Writer) error {
	all, seen := []gitlabFinding{}, map[string]int{}
	for _, f := range r.Found {
		one := gitlabFinding{Description: f.Text(r.Lang), CheckName: f.Code, Severity: "major"}
		if f.Level == diag.Warning {
			one.Severity = "minor"
		}
		one.Location.Path = r.path(f)
		one.Location.Lines.Begin, _ = place(f)
		text := one.Location.Path + "\x00" + f.Code + "\x00" + f.Text("en")
		seen[text]++
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", text, seen[text]))
		one.Fingerprint = hex.EncodeToString(sum[:])
		all = append(all, one)
	}
	return write(w, all)
}

type (
	sarifText struct {
		Text string `json:"text"`
	}
	sarifRule struct {
		ID            string `json:"id"`
		Configuration struct {
			Level string `json:"level"`
		} `json:"defaultConfiguration"`
	}
	sarifRegion struct {
		Line   int `json:"startLine"`
		Column int `json:"startColumn"`
	}
	sarifPlace struct {
		File struct {
			URI string `json:"uri"`
		} `json:"artifactLocation"`
		Region *sarifRegion `json:"region,omitempty"`
	}
	sarifLocation struct {
		Place sarifPlace `json:"physicalLocation"`
	}
	sarifResult struct {
		Rule      string          `json:"ruleId"`
		Index     int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
)

// SARIF writes a log of one run.
func (r Report) SARIF(w io.Writer) error {
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "sentier", Version: r.Version, Rules: []sarifRule{}}}, ColumnKind: "unicodeCodePoints",
		Results: []sarifResult{}}
	var codes []string
	for _, f := range r.Found {
		i := slices.Index(codes, f.Code)
		if i < 0 {
			i, codes = len(codes), append(codes, f.Code)
			rule := sarifRule{ID: f.Code}
			rule.Configuration.Level = diag.Codes[f.Code].String()
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, rule)
		}
		var at sarifPlace
		at.File.URI = (&url.URL{Path: r.path(f)}).EscapedPath()
		if f.Line > 0 {
			at.Region = &sarifRegion{f.Line, f.Col}
		}
		run.Results = append(run.Results, sarifResult{Rule: f.Code, Index: i, Level: f.Level.String(), Message: sarifText{f.Text(r.Lang)},
			Locations: []sarifLocation{{at}}})
	}
	return write(w, sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}})
}
