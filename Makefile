# "make help" lists what can be made. The product is built without cgo; only the race detector needs it.

GO        ?= go
FUZZTIME  ?= 10s
BENCH     ?=
ARGS      ?=
VERSION   ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
LDFLAGS   := -s -w -X sentier/internal/cli.version=$(VERSION)

export CGO_ENABLED = 0

.DEFAULT_GOAL := help
.PHONY: run build test check bench fuzz screenshots docs deps lint help

run: build ## build and serve on http://127.0.0.1:8080 (ARGS="--listen :9000" adds flags)
	./bin/sentier serve $(ARGS)

build: ## build the static binary bin/sentier
	$(GO) build -trimpath -ldflags '$(LDFLAGS)' -o bin/sentier ./cmd/sentier

test: deps lint ## all tests, and a thousand inputs of each fuzz target: what CI runs
	$(GO) test -timeout 25m ./...
	@$(MAKE) --no-print-directory fuzz FUZZTIME=1000x

check: deps lint ## before each commit: all tests in random order under the race detector
	CGO_ENABLED=1 $(GO) test -race -shuffle=on ./...

lint: # gofmt, vet and staticcheck
	@unformatted=$$(gofmt -l .); \
	if [ -n "$$unformatted" ]; then echo "not formatted, run gofmt -w on:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

bench: deps build ## figures against nginx and Hugo, into docs/performance.md (BENCH=quick: a minute, no page)
	BENCH=$(BENCH) $(GO) run ./scripts/bench

fuzz: ## each fuzz target for FUZZTIME (10s; make fuzz FUZZTIME=1h, or 5000x for that many inputs)
	@GO=$(GO) scripts/fuzz $(FUZZTIME)

screenshots: deps build ## pictures of the main pages, narrow and wide, light and dark, in screenshots/
	$(GO) run scripts/screenshots.go

docs: ## rewrite the pages that are made from the code
	$(GO) test ./internal/config -run 'TestReferenceIsFresh' -update
	$(GO) test ./internal/structure -run 'TestPackageMapIsFresh' -update
	$(GO) test ./internal/compile -run 'TestSchemaFresh' -update

deps: # what tests need that is no Go module
	@scripts/deps

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 14
