package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"
)

var formStamp = regexp.MustCompile(`name="stamp" value="([^"]+)"`)

// signUp makes an account on a server of ours, and gives the header of a request that is signed in.
func signUp(s *server) (string, error) {
	address := "http://" + s.address + "/fr/sign-up"
	shown, err := http.Get(address)
	if err != nil {
		return "", err
	}
	defer shown.Body.Close()
	page, err := io.ReadAll(shown.Body)
	if err != nil {
		return "", err
	}
	stamp := formStamp.FindSubmatch(page)
	if stamp == nil {
		return "", errors.New("sign up: the form has no stamp")
	}
	time.Sleep(3500 * time.Millisecond) // faster is no person
	form := url.Values{"stamp": {string(stamp[1])}, "name": {"demo"}, "password": {"trois petits cailloux blancs"}}
	request, err := http.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	answer, err := http.DefaultTransport.RoundTrip(request) // it follows no redirect
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	for _, c := range answer.Cookies() {
		if c.Name == "session" {
			return "Cookie: session=" + c.Value, nil
		}
	}
	return "", fmt.Errorf("sign up: %s and no session", answer.Status)
}
