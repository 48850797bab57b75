#!/usr/bin/env bash
# The long lane: what is too long for every push. Figures go to docs/proof, with date and machine.
# ROWS, KILLS and REPORTS can be lowered for a quick look.
set -euo pipefail
cd "$(dirname "$0")/.."
ROWS=${ROWS:-1000000} KILLS=${KILLS:-200} REPORTS=${REPORTS:-4000}
mkdir -p docs/proof
head_of() { # title
  printf '# %s\n\nMeasured %s on %s cores, %s, %s.\n\n' "$1" "$(date -u +%F)" "$(nproc)" \
    "$(awk '/MemTotal/{printf "%.0f GiB", $2/1048576}' /proc/meminfo)" "$(go version | cut -d' ' -f3-4)"
}
bench() { # name, command words; runs on both databases and writes JSON in fences
  local name=$1; shift
  for db in sqlite postgres; do
    printf '## %s, %s\n\n`tuntas bench %s`\n\n```json\n' "$name" "$db" "$*"
    if [ $db = sqlite ]; then bin/tuntas bench "$@" --json | python3 -m json.tool
    else go run ./internal/sqldb/pgtest/run -durable -- sh -c "bin/tuntas bench $* --json --database-url=\"\$TUNTAS_TEST_POSTGRES\"" | python3 -m json.tool; fi
    printf '```\n\n'
  done
}
lane() { # file, then the rest writes to standard output
  local file=docs/proof/$1.md; shift
  echo "writing $file"
  "$@" > "$file.new" && mv "$file.new" "$file"
}
lifecycle() {
  head_of "Complete lifecycles"
  bench "Empty" lifecycle --reports "$REPORTS"
  bench "With $ROWS reports" lifecycle --reports "$REPORTS" --preload "$ROWS"
}
reads() { head_of "Reads with $ROWS reports"; bench "Reads" read --preload "$ROWS"; }
kills() {
  head_of "Killed $KILLS times on each database"
  printf '```\n'
  TUNTAS_KILLS=$KILLS go run ./internal/sqldb/pgtest/run -- go test -count=1 -timeout 120m -run Kill -v ./internal/kill/... 2>&1 | grep -vE '^=== ' | tail -40
  printf '```\n'
}
weights() {
  head_of "Weight of the pages"
  printf '```\n'
  TUNTAS_AXE=$PWD/bin/axe/node_modules/axe-core/axe.min.js go test -count=1 -run 'Weight|Budget' -v ./internal/web/... 2>&1 | grep -E 'kB|bytes|ok|PASS|FAIL' | tail -40
  printf '```\n'
}
case "${1:-all}" in
  all) lane kills kills; lane weights weights; lane lifecycle lifecycle; lane reads reads ;;
  *) lane "$1" "$1" ;;
esac
