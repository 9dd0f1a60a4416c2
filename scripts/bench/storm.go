package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// storming is how many people sign in at once.
const storming = 100

// storm lets many people sign in at once, and reads a lesson meanwhile.
func storm(_ context.Context, p plan) ([]section, error) {
	s, err := sentier(p, "Sentier")
	if err != nil {
		return nil, err
	}
	defer s.stop()
	if err := s.await(lessonPath, 10*time.Millisecond); err != nil {
		return nil, err
	}
	if _, err := signUp(s); err != nil {
		return nil, err
	}
	long := 4 * p.load
	quiet, err := sample(s, time.Now().Add(long), nil)
	if err != nil {
		return nil, err
	}
	before, err := s.memory()
	if err != nil {
		return nil, err
	}

	var entered, refused atomic.Int64
	failed := make(chan error, storming)
	end := time.Now().Add(long)
	var crowd sync.WaitGroup
	for range storming {
		crowd.Go(func() {
			for time.Now().Before(end) {
				status, err := signIn(s)
				switch {
				case err != nil:
					failed <- err
					return
				case status == http.StatusSeeOther:
					entered.Add(1)
				case status == http.StatusServiceUnavailable:
					refused.Add(1)
					time.Sleep(100 * time.Millisecond) // as whoever is asked to come back
				default:
					failed <- fmt.Errorf("sign in: status %d", status)
					return
				}
			}
		})
	}
	var most int64
	stormy, err := sample(s, end, func() error {
		m, err := s.memory()
		most = max(most, m)
		return err
	})
	crowd.Wait()
	if err != nil {
		return nil, err
	}
	select {
	case err := <-failed:
		return nil, err
	default:
	}
	of := section{
		title: "A storm of sign-ins",
		intro: fmt.Sprintf("%d people of one account sign in again and again for %v, each hash 19 MiB of argon2id, while one reader asks "+
			"for a lesson page every 5 ms on a connection that stays open. Who comes to a full queue is asked to come back (503).", storming, long),
		head: []string{"what", "measured", "goal"},
	}
	of.row("sign-ins", fmt.Sprintf("%.0f/s", float64(entered.Load())/long.Seconds()), "")
	of.row("asked to come back", fmt.Sprintf("%.0f/s", float64(refused.Load())/long.Seconds()), "")
	of.row("lesson page, p99, in the storm", fmt.Sprintf("%.1f ms", quantile(stormy, 0.99)), "under 5 ms")
	of.row("lesson page, p99, before it", fmt.Sprintf("%.1f ms", quantile(quiet, 0.99)), "")
	of.row("memory, at most", fmt.Sprintf("%s (%s before)", megabytes(float64(most)), megabytes(float64(before))), "")
	of.note("The reader and the crowd run on the same cores as the server: what the reader waits for its own turn is in its figures.")
	return []section{of}, nil
}

// signIn sends the form once.
func signIn(s *server) (status int, err error) {
	form := url.Values{"name": {"demo"}, "password": {"trois petits cailloux blancs"}}
	request, err := http.NewRequest(http.MethodPost, "http://"+s.address+"/fr/sign-in", strings.NewReader(form.Encode()))
	if err != nil {
		return 0, err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	answer, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	_, err = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode, err
}

// sample asks for a lesson page until end, and gives the milliseconds that each answer took. between is called now and
// then.
func sample(s *server, end time.Time, between func() error) ([]float64, error) {
	var took []float64
	client := http.Client{Transport: &http.Transport{DisableCompression: true}}
	for n := 0; time.Now().Before(end); n++ {
		begun := time.Now()
		answer, err := client.Get("http://" + s.address + lessonPath)
		if err != nil {
			return nil, err
		}
		_, err = io.Copy(io.Discard, answer.Body)
		answer.Body.Close()
		if err != nil {
			return nil, err
		}
		took = append(took, milliseconds(time.Since(begun)))
		if between != nil && n%50 == 0 {
			if err := between(); err != nil {
				return nil, err
			}
		}
		time.Sleep(5 * time.Millisecond)
	}
	return took, nil
}
