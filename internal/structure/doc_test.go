// Package structure holds the tests of what the whole repository keeps to: imports point down, every package
// says what it is, the package map of ARCHITECTURE.md is fresh, files stay small and no test skips itself. There
// is nothing to import here.
package structure
