package config

import (
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

var (
	addressKind = scalar("a host and a port, such as 127.0.0.1:8080", parseAddress)
	serverKind  = optional(scalar("a host and a port, such as smtp.example.org:587", parseServer))
	originKind  = optional(scalar("an address without a path, such as https://courses.example.org", parseOrigin))
	webKind     = optional(scalar("a web address, such as https://example.org/page", parseWeb))
	linkKind    = scalar("a web address, or a path of this site such as /fr/about", parseLink)
	emailKind   = optional(scalar("an e-mail address, such as school@example.org", parseEmail))
	contactKind = optional(scalar("an e-mail address or a web address", parseContact))
	editKind    = optional(scalar("an https address that holds {path}", parseEdit))
)

func parseAddress(s string) (string, *wrong) {
	host, port, err := net.SplitHostPort(s)
	if err != nil {
		w := &wrong{}
		if portNumber(s) {
			w.hint = "did you mean " + quote("127.0.0.1:"+s) + "?"
		} else if fixed := s + ":8080"; !strings.ContainsAny(s, ": /") && s != "" {
			w.hint = "did you mean " + quote(fixed) + "?"
		}
		return "", w
	}
	if !portNumber(port) {
		return "", &wrong{expected: "a port from 0 to 65535 after the host"}
	}
	if _, err := netip.ParseAddr(host); host != "" && err != nil && !hostName(host) {
		return "", &wrong{}
	}
	return s, nil
}

// parseServer is an address to call, where parseAddress is one to wait at.
func parseServer(s string) (string, *wrong) {
	if _, w := parseAddress(s); w != nil {
		w.hint = ""
		if hostName(s) {
			w.hint = "did you mean " + quote(s+":587") + "?"
		}
		return "", w
	}
	if strings.HasPrefix(s, ":") || strings.HasSuffix(s, ":0") {
		return "", &wrong{}
	}
	return s, nil
}

func portNumber(s string) bool {
	_, err := strconv.ParseUint(s, 10, 16)
	return err == nil
}

// parseOrigin gives scheme://host[:port] in lower case, without the port that goes without saying.
func parseOrigin(s string) (string, *wrong) {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		w := &wrong{}
		if hostName(s) {
			w.hint = "did you mean " + quote("https://"+s) + "?"
		}
		return "", w
	}
	if u.User != nil {
		return "", &wrong{got: "one with a user name"} // not shown: there may be a password
	}
	host, ok := authority(u)
	if !ok {
		return "", &wrong{}
	}
	origin := u.Scheme + "://" + host
	if u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.ForceQuery || strings.Contains(s, "#") {
		return "", &wrong{hint: "did you mean " + quote(origin) + "?"}
	}
	return origin, nil
}

// authority gives the host and port of an address in their one form; false when they are not well formed.
func authority(u *url.URL) (string, bool) {
	host, port := strings.ToLower(u.Hostname()), u.Port()
	if ip, err := netip.ParseAddr(host); err == nil {
		if ip.Zone() != "" {
			return "", false
		}
		if host = ip.String(); ip.Is6() {
			host = "[" + host + "]"
		}
	} else if !hostName(host) {
		return "", false
	}
	switch {
	case strings.HasSuffix(u.Host, ":"):
		return "", false
	case port == "", port == "443" && u.Scheme == "https", port == "80" && u.Scheme == "http":
		return host, true
	case !portNumber(port):
		return "", false
	}
	return host + ":" + port, true
}

var label = regexp.MustCompile(`^[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$`)

// hostName accepts names in ASCII; others have an xn-- form.
func hostName(s string) bool {
	if len(s) > 253 {
		return false
	}
	for part := range strings.SplitSeq(s, ".") {
		if !label.MatchString(part) {
			return false
		}
	}
	return true
}

func parseWeb(s string) (string, *wrong) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || strings.ContainsAny(s, " \t\n") {
		w := &wrong{}
		if fixed, _ := parseWebGuess(s); fixed != "" {
			w.hint = "did you mean " + quote(fixed) + "?"
		}
		return "", w
	}
	if _, ok := authority(u); !ok {
		return "", &wrong{}
	}
	return s, nil
}

// parseWebGuess completes an address whose https:// was left out.
func parseWebGuess(s string) (string, bool) {
	name, _, _ := strings.Cut(s, "/")
	if strings.Contains(name, ".") && hostName(name) && !strings.ContainsAny(s, " \t\n") {
		return "https://" + s, true
	}
	return "", false
}

func parseLink(s string) (string, *wrong) {
	if strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "//") && !strings.ContainsAny(s, "\\ \t\n") {
		return s, nil
	}
	return parseWeb(s)
}

func parseEmail(s string) (string, *wrong) {
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || a.Name != "" {
		return "", &wrong{}
	}
	return s, nil
}

func parseContact(s string) (string, *wrong) {
	if strings.Contains(s, "://") {
		return parseWeb(s)
	}
	return parseEmail(s)
}

func parseEdit(s string) (string, *wrong) {
	if !strings.HasPrefix(s, "https://") || !strings.Contains(s, "{path}") {
		return "", &wrong{}
	}
	if _, w := parseWeb(strings.ReplaceAll(s, "{path}", "path")); w != nil {
		return "", w
	}
	return s, nil
}

func parseNetwork(s string) (string, *wrong) {
	if ip, err := netip.ParseAddr(s); err == nil && ip.Zone() == "" {
		return ip.String(), nil
	}
	p, err := netip.ParsePrefix(s)
	if err != nil {
		return "", &wrong{}
	}
	if p.Masked() != p {
		return "", &wrong{hint: "did you mean " + quote(p.Masked().String()) + "?"}
	}
	return p.String(), nil
}

func parseHost(s string) (string, *wrong) {
	if hostName(s) && strings.Contains(s, ".") {
		return strings.ToLower(s), nil
	}
	w := &wrong{}
	if u, err := url.Parse(s); err == nil && hostName(u.Hostname()) {
		w.hint = "did you mean " + quote(u.Hostname()) + "?"
	}
	return "", w
}
