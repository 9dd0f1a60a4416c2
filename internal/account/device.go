package account

import "strings"

// longestAgent is how much of a User-Agent is looked at, in bytes.
const longestAgent = 512

// mark is how a browser or a system shows itself. What is derived from another says so as well, and comes first.
type mark struct{ in, name string }

var browsers = [...]mark{
	{"SamsungBrowser/", "Samsung Internet"}, {"EdgA/", "Edge"}, {"EdgiOS/", "Edge"}, {"Edg/", "Edge"}, {"Edge/", "Edge"},
	{"OPR/", "Opera"}, {"OPX/", "Opera"}, {"OPiOS/", "Opera"}, {"OPT/", "Opera"}, {"Opera", "Opera"},
	{"Vivaldi/", "Vivaldi"}, {"YaBrowser/", "Yandex Browser"}, {"DuckDuckGo/", "DuckDuckGo"}, {"Ddg/", "DuckDuckGo"},
	{"Ecosia", "Ecosia"}, {"Falkon/", "Falkon"}, {"Epiphany/", "GNOME Web"},
	{"FxiOS/", "Firefox"}, {"Focus/", "Firefox"}, {"SeaMonkey/", "SeaMonkey"}, {"Firefox/", "Firefox"},
	{"CriOS/", "Chrome"}, {"Chromium/", "Chromium"}, {"HeadlessChrome/", "Chrome"}, {"Chrome/", "Chrome"},
	{"Safari/", "Safari"}, {"MSIE ", "Internet Explorer"}, {"Trident/", "Internet Explorer"}, {"NetSurf/", "NetSurf"},
	{"Links ", "Links"}, {"Lynx/", "Lynx"}, {"w3m/", "w3m"},
}

var systems = [...]mark{
	{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"iPod", "iPod"}, {"CrOS", "ChromeOS"}, {"KAIOS", "KaiOS"},
	{"Windows", "Windows"}, {"Macintosh", "macOS"}, {"Mac OS X", "macOS"},
	{"Android", "Android"}, {"FreeBSD", "FreeBSD"}, {"OpenBSD", "OpenBSD"}, {"Haiku", "Haiku"}, {"Linux", "Linux"}, {"X11", "Linux"},
}

// Device says in words which browser a User-Agent is of, and on what: "Firefox, Android". It leaves out versions and
// models, which nobody needs to recognise their own, and all else that a User-Agent may hold; empty: unknown.
func Device(userAgent string) string {
	userAgent = userAgent[:min(len(userAgent), longestAgent)]
	browser, system := first(browsers[:], userAgent), first(systems[:], userAgent)
	if browser != "" && system != "" {
		return browser + ", " + system
	}
	return browser + system
}

func first(marks []mark, userAgent string) string {
	for _, m := range marks {
		if strings.Contains(userAgent, m.in) {
			return m.name
		}
	}
	return ""
}
