package e2e

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"sync"
)

// held are the routes that the tables of routes went through, as "GET /fr/me".
var held sync.Map

// registered finds the routes of members in their source, and publicRoutes are those that answer everybody alike.
var (
	registered   = regexp.MustCompile(`(?m)^\s*s\.app\.(Get|Post)\("([^"]+)"`)
	publicRoutes = regexp.MustCompile(`^/(\*|-/.*|\.well-known/.*|assets/.*|media/.*|:lang/search|:lang/comfort)?$`)
	routeParts   = regexp.MustCompile(`:[a-z]+`)
)

// unheld tells which routes of members no table says anything of. It is asked once every test has run.
func unheld() error {
	for _, some := range []string{"test.run", "test.skip", "test.list", "test.bench"} {
		if flag.Lookup(some).Value.String() != "" {
			return nil // some tests were left out, or all
		}
	}
	source, err := os.ReadFile("../web/routes.go")
	if err != nil {
		return err
	}
	routes := registered.FindAllStringSubmatch(string(source), -1)
	if len(routes) == 0 {
		return fmt.Errorf("no route was found in routes.go")
	}
	var missing []string
	for _, route := range routes {
		method, pattern := strings.ToUpper(route[1]), route[2]
		if publicRoutes.MatchString(pattern) {
			continue
		}
		like := regexp.MustCompile("^" + method + " " + routeParts.ReplaceAllString(regexp.QuoteMeta(pattern), `[^/]+`) + "$")
		found := false
		held.Range(func(one, _ any) bool {
			found = like.MatchString(one.(string))
			return !found
		})
		if !found {
			missing = append(missing, method+" "+pattern)
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("no table of routes says who may have these: give each a line\n%s", strings.Join(missing, "\n"))
	}
	return nil
}
