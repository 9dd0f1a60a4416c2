package theme

import "strings"

// LicenceOf names a licence by its SPDX identifier, and gives the address of its text in a language where there
// is one. An identifier that is not known here is its own name.
func LicenceOf(spdx, lang string) Licence {
	language, _, _ := strings.Cut(lang, "-")
	switch {
	case spdx == "CC0-1.0":
		return Licence{"CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed." + language}
	case strings.HasPrefix(spdx, "CC-"):
		// CC-BY-SA-4.0: the conditions, the version, and for old ones a country
		parts := strings.Split(strings.TrimPrefix(spdx, "CC-"), "-")
		for i, p := range parts {
			if strings.ContainsAny(p, "0123456789") {
				conditions, rest := strings.Join(parts[:i], "-"), strings.Join(parts[i:], "/")
				return Licence{"CC " + conditions + " " + strings.ReplaceAll(rest, "/", " "),
					"https://creativecommons.org/licenses/" + strings.ToLower(conditions+"/"+rest) + "/deed." + language}
			}
		}
	}
	if strings.HasPrefix(spdx, "LicenseRef-") || spdx == "" {
		return Licence{Name: strings.ReplaceAll(strings.TrimPrefix(spdx, "LicenseRef-"), "-", " ")}
	}
	return Licence{spdx, "https://spdx.org/licenses/" + spdx + ".html"}
}
