package compile

import (
	"regexp"
	"slices"
	"strings"

	"sentier/internal/diag"
)

// spdxIDs are the licences that courses and their media are met under, by their SPDX identifier (licence list
// 3.26), without those that are deprecated. Any other is written LicenseRef-NAME.
var spdxIDs = []string{
	"CC-BY-SA-4.0", "CC-BY-4.0", "CC0-1.0", "CC-PDDC", "CC-PDM-1.0",
	"CC-BY-3.0", "CC-BY-2.5", "CC-BY-2.0", "CC-BY-1.0",
	"CC-BY-SA-3.0", "CC-BY-SA-2.5", "CC-BY-SA-2.0", "CC-BY-SA-1.0",
	"CC-BY-NC-4.0", "CC-BY-NC-3.0", "CC-BY-NC-2.5", "CC-BY-NC-2.0", "CC-BY-NC-1.0",
	"CC-BY-NC-SA-4.0", "CC-BY-NC-SA-3.0", "CC-BY-NC-SA-2.5", "CC-BY-NC-SA-2.0", "CC-BY-NC-SA-1.0",
	"CC-BY-NC-ND-4.0", "CC-BY-NC-ND-3.0", "CC-BY-NC-ND-2.5", "CC-BY-NC-ND-2.0", "CC-BY-NC-ND-1.0",
	"CC-BY-ND-4.0", "CC-BY-ND-3.0", "CC-BY-ND-2.5", "CC-BY-ND-2.0", "CC-BY-ND-1.0",
	"CC-BY-2.5-AU", "CC-BY-3.0-AT", "CC-BY-3.0-AU", "CC-BY-3.0-DE", "CC-BY-3.0-IGO", "CC-BY-3.0-NL", "CC-BY-3.0-US",
	"CC-BY-SA-2.0-UK", "CC-BY-SA-2.1-JP", "CC-BY-SA-3.0-AT", "CC-BY-SA-3.0-DE", "CC-BY-SA-3.0-IGO",
	"CC-BY-NC-SA-2.0-DE", "CC-BY-NC-SA-2.0-FR", "CC-BY-NC-SA-2.0-UK", "CC-BY-NC-SA-3.0-DE", "CC-BY-NC-SA-3.0-IGO",
	"GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later",
	"LGPL-2.0-only", "LGPL-2.0-or-later", "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later",
	"AGPL-3.0-only", "AGPL-3.0-or-later",
	"GFDL-1.1-only", "GFDL-1.1-or-later", "GFDL-1.2-only", "GFDL-1.2-or-later", "GFDL-1.3-only", "GFDL-1.3-or-later",
	"MIT", "MIT-0", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "MPL-2.0", "Unlicense", "WTFPL",
	"Zlib", "EUPL-1.1", "EUPL-1.2", "CECILL-2.0", "CECILL-2.1", "CECILL-B", "CECILL-C", "LAL-1.2", "LAL-1.3",
	"OFL-1.0", "OFL-1.1", "etalab-2.0", "OGL-UK-1.0", "OGL-UK-2.0", "OGL-UK-3.0", "NLOD-1.0", "NLOD-2.0",
	"ODbL-1.0", "ODC-By-1.0", "PDDL-1.0", "W3C", "W3C-20150513",
}

var licenceRef = regexp.MustCompile(`^LicenseRef-[A-Za-z0-9.-]{1,80}$`)

// isSPDX tells whether s is one licence: an identifier of the list, spelt as there, or a LicenseRef.
func isSPDX(s string) bool { return slices.Contains(spdxIDs, s) || licenceRef.MatchString(s) }

// nearestSPDX gives the identifier that was meant, or the one of the shipped courses.
func nearestSPDX(s string) string {
	s = strings.ToUpper(strings.Join(strings.Fields(strings.ReplaceAll(s, "_", "-")), "-"))
	upper := make([]string, len(spdxIDs))
	for i, id := range spdxIDs {
		if upper[i] = strings.ToUpper(id); upper[i] == s || upper[i] == s+"-OR-LATER" || upper[i] == "CC-"+s {
			return id
		}
	}
	if near := diag.Nearest(s, upper); near != "" && len(s) < 40 {
		return spdxIDs[slices.Index(upper, near)]
	}
	return spdxIDs[0]
}
