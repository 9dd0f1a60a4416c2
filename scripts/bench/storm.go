package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
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
	time.Sleep(2 * p.load) // until everything is compressed
	before, err := s.memory()
	if err != nil {
		return nil, err
	}
	var quiet, stormy []float64 // the p99 of each round
	var entered, refused float64
	var most int64
	for range p.rounds {
		took, err := reader(s, p.load)()
		if err != nil {
			return nil, err
		}
		quiet = append(quiet, quantile(took, 0.99))

		meanwhile := reader(s, p.load)
		in, back, memory, err := signIns(s, time.Now().Add(p.load))
		if err != nil {
			return nil, err
		}
		if took, err = meanwhile(); err != nil {
			return nil, err
		}
		stormy = append(stormy, quantile(took, 0.99))
		seconds := float64(p.rounds) * p.load.Seconds()
		entered += float64(in) / seconds
		refused += float64(back) / seconds
		most = max(most, memory)
	}
	of := section{
		title: "A storm of sign-ins",
		intro: fmt.Sprintf("%d people of one account sign in again and again, each hash 19 MiB of argon2id, while one reader asks for a "+
			"lesson page every 5 ms on a connection that stays open; %d rounds of %v in turns with the reader alone, medians. Who comes "+
			"to a full queue is asked to come back (503).", storming, p.rounds, p.load),
		head: []string{"what", "measured", "goal"},
	}
	of.row("sign-ins", fmt.Sprintf("%.0f/s", entered), "")
	of.row("asked to come back", fmt.Sprintf("%.0f/s", refused), "")
	of.row("lesson page, p99, in the storm", fmt.Sprintf("%.1f ms", quantile(stormy, 0.5)), "under 5 ms")
	of.row("lesson page, p99, without it", fmt.Sprintf("%.1f ms", quantile(quiet, 0.5)), "")
	of.row("memory, at most", fmt.Sprintf("%s (%s before)", megabytes(float64(most)), megabytes(float64(before))), "")
	of.note("The reader and the crowd, a process each, run on the same cores as the server: what the reader waits for its own turn is in its figures.")
	return []section{of}, nil
}

// signIns lets people sign in until end. It counts who entered and who was asked to come back, and gives the most memory
// that the server took.
func signIns(s *server, end time.Time) (entered, refused, most int64, err error) {
	var in, back atomic.Int64
	failed := make(chan error, storming)
	var people sync.WaitGroup
	for range storming {
		people.Go(func() {
			for time.Now().Before(end) {
				status, err := signIn(s)
				switch {
				case err != nil:
					failed <- err
					return
				case status == http.StatusSeeOther:
					in.Add(1)
				case status == http.StatusServiceUnavailable:
					back.Add(1)
					time.Sleep(100 * time.Millisecond) // as whoever is asked to come back
				default:
					failed <- fmt.Errorf("sign in: status %d", status)
					return
				}
			}
		})
	}
	for ; err == nil && time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		var memory int64
		memory, err = s.memory()
		most = max(most, memory)
	}
	people.Wait()
	select {
	case err = <-failed:
	default:
	}
	return in.Load(), back.Load(), most, err
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

// reader starts a process of its own, which does not wait for the crowd's turns, that reads a lesson for so long; what it
// gives waits for the milliseconds that each answer took.
func reader(s *server, long time.Duration) func() ([]float64, error) {
	command := exec.Command("/proc/self/exe", readWord, "http://"+s.address+lessonPath, long.String())
	command.Stderr = os.Stderr
	var out bytes.Buffer
	command.Stdout = &out
	err := command.Start()
	return func() (took []float64, _ error) {
		if err != nil {
			return nil, err
		}
		if err := command.Wait(); err != nil {
			return nil, fmt.Errorf("the reader: %w", err)
		}
		err := json.Unmarshal(out.Bytes(), &took)
		return took, err
	}
}

// readWord as the first argument makes a process such a reader.
const readWord = "read"

// read asks for a page every 5 ms for so long, and prints the milliseconds that each answer took.
func read(address, long string) error {
	duration, err := time.ParseDuration(long)
	if err != nil {
		return err
	}
	var took []float64
	client := http.Client{Transport: &http.Transport{DisableCompression: true}}
	for end := time.Now().Add(duration); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		begun := time.Now()
		answer, err := client.Get(address)
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, answer.Body)
		answer.Body.Close()
		if err != nil {
			return err
		}
		took = append(took, milliseconds(time.Since(begun)))
	}
	return json.NewEncoder(os.Stdout).Encode(took)
}
