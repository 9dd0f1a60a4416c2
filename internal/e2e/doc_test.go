// Package e2e looks at the whole program from outside, as readers do: it builds and starts the real binary, crawls
// every page that it serves, and goes through journeys in a real browser. There is nothing to import here.
//
// What runs: main_test.go builds the binary and starts one server with the shipped courses, one with the small
// course of testdata (each form of the format once), and one browser for all tests. site_test.go fetches and reads
// pages; tab_test.go drives a browser tab, keeps what its console said, and leaves a picture and the HTML behind
// when a test fails. crawl_*_test.go hold for every page; look_*_test.go need a browser; journey_*_test.go do what a
// person does.
package e2e
