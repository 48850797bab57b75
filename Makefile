# Tuntas: one word per act. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
GO ?= go
BIN := bin
LINT_VERSION := v2.15.0
LINT := $(BIN)/golangci-lint-$(LINT_VERSION)
AXE := $(BIN)/axe/node_modules/axe-core/axe.min.js
PKG ?= ./...

.PHONY: help
help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

.PHONY: build
build: ## build bin/tuntas
	$(GO) build -trimpath -o $(BIN)/tuntas ./cmd/tuntas

.PHONY: run
run: build ## serve on http://localhost:8080 with the data in ./tuntas-data
	$(BIN)/tuntas serve

.PHONY: demo
demo: build ## serve a believable country on http://localhost:8080
	$(BIN)/tuntas demo

.PHONY: test
test: tools ## everything that must hold, on both databases, with the race detector and a real browser
	TUNTAS_AXE=$(CURDIR)/$(AXE) $(GO) run ./internal/sqldb/pgtest/run -- $(GO) test -race -shuffle=on -timeout 25m -p 2 $(PKG)

.PHONY: tools
tools: $(AXE) ## install what the tests need: PostgreSQL, Chromium, axe-core
	@./tools/need.sh

$(AXE):
	npm install --silent --no-save --no-package-lock --no-audit --no-fund --prefix $(BIN)/axe axe-core@4.14.1

.PHONY: lint
lint: $(LINT) ## format, vet, arrows, names; generated files are fresh
	@test -z "$$(gofmt -l cmd internal)" || { gofmt -l cmd internal; echo "run gofmt on these files"; exit 1; }
	$(GO) vet ./...
	$(LINT) run ./...
	@$(MAKE) --no-print-directory fresh

$(LINT):
	GOBIN=$(CURDIR)/$(BIN) $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINT_VERSION)
	mv $(BIN)/golangci-lint $(LINT)

.PHONY: generate
generate: ## write generated files anew: pages, style sheets and scripts, lifecycle, API description
	$(GO) tool templ generate -path internal/web -log-level warn
	$(GO) run ./internal/web/assets/build
	$(GO) test ./internal/civic/lifecycledoc -update >/dev/null
	$(GO) test ./internal/api -run OpenAPI -update >/dev/null

.PHONY: fresh
fresh: ## fail when a generated page, style sheet or script is older than its source
	@tmp=$$(mktemp -d) && cp -r internal/web $$tmp/web && $(GO) tool templ generate -path internal/web -log-level warn && \
	  diff -rq $$tmp/web internal/web; s=$$?; rm -rf $$tmp; test $$s = 0 || { echo "generated pages were stale: commit what make generate wrote"; exit 1; }
	@$(GO) test ./internal/web/assets/build -run Fresh -count=1

.PHONY: proof
proof: build tools ## the long lane: kills, a million reports, page weights; writes docs/proof
	./tools/proof.sh

.PHONY: migration
migration: ## NAME=what: start a migration
	@test -n "$(NAME)" || { echo "make migration NAME=what_it_does"; exit 1; }
	@n=$$(printf '%04d' $$((10#$$(ls internal/store/migrations | grep -oE '^[0-9]{4}' | sort | tail -1) + 1))); \
	  f=internal/store/migrations/$${n}_$(NAME).sql; printf -- '-- +goose Up\n' > $$f; echo $$f

.PHONY: add-string
add-string: ## KEY= ID= EN=: add a text to both catalogues
	$(GO) run ./internal/i18n/addstring -key "$(KEY)" -id "$(ID)" -en "$(EN)"

.PHONY: clean
clean: ## remove what was built
	rm -rf $(BIN)
