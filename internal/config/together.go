package config

import (
	"net"
	"net/netip"
	"strconv"
	"strings"
)

// together looks at keys that are right by themselves and have to fit one another.
func (l *loader) together() {
	l.meet()
	l.follow()
	m := l.config.Mail
	if m.Password != "" && m.PasswordFile != "" {
		l.clash("mail.password", "the password is given twice", "keep mail.password_file, and take mail.password out")
	}
	if !m.On() {
		return
	}
	if m.From == "" {
		l.clash("mail.smtp", "letters need an address that they come from", "set mail.from")
	}
	if l.config.BaseURL == "" {
		l.clash("mail.smtp", "letters hold links to this site, and it does not know its address", "set base_url")
	}
	if m.Security == "none" && !thisMachine(m.SMTP) {
		l.clash("mail.security", "letters and the password would cross the network for all to read", "write \"starttls\" or \"tls\"")
	}
	if m.Username == "" && m.Password+m.PasswordFile != "" {
		key := "mail.password"
		if m.Password == "" {
			key = "mail.password_file"
		}
		l.clash(key, "there is a password and no name that it goes with", "set mail.username")
	}
}

// clash is a problem of a key with others, told where it was given.
func (l *loader) clash(key, what, hint string) { l.clashAt(key, 0, what, hint) }

// clashAt is clash for a key of the tables of a list.
func (l *loader) clashAt(key string, index int, what, hint string) {
	p := Problem{Key: key, What: what, Hint: hint}
	from := l.config.origins[originKey(key, index)]
	file, number, inFile := cutLast(from, ":")
	if line, err := strconv.Atoi(number); inFile && err == nil {
		p.File, p.Line = file, line
	} else {
		p.Key = from // a variable or a flag
	}
	l.add(p)
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// thisMachine tells whether an address is of this machine alone.
func thisMachine(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}
