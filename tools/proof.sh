#!/usr/bin/env bash
# The long lane: what is too long for every push. Figures go to docs/proof, with date and machine.
# ROWS, KILLS, REPORTS and YEAR can be lowered for a quick look; `tools/proof.sh sqlite` runs one lane.
set -euo pipefail
cd "$(dirname "$0")/.."
ROWS=${ROWS:-1000000} KILLS=${KILLS:-200} REPORTS=${REPORTS:-4000} YEAR=${YEAR:-100000}
mkdir -p docs/proof
head_of() { # title
  printf '# %s\n\nMeasured %s on %s cores, %s, %s.\n\n' "$1" "$(date -u +%F)" "$(nproc)" \
    "$(awk '/MemTotal/{printf "%.0f GiB", $2/1048576}' /proc/meminfo)" "$(go version | cut -d' ' -f3-4)"
}
show() { # title, then a bench command
  local title=$1; shift
  printf '## %s\n\n`tuntas bench %s`\n\n```json\n' "$title" "$*"
  bin/tuntas bench "$@" --json "${where[@]}" | python3 -m json.tool
  printf '```\n\n'
}
lanes() { # the figures of one database; $where says which, and each has its own: $empty, $windows, $full
  where=("${empty[@]}"); show "Lifecycles, empty" lifecycle --reports "$REPORTS"
  where=("${windows[@]}"); show "500 open windows" live
  where=("${full[@]}")
  show "Reads with $ROWS reports" read --preload "$ROWS"
  show "Lifecycles with $ROWS reports" lifecycle --reports "$REPORTS" --preload "$ROWS"
}
sqlite() {
  head_of "SQLite: lifecycles and reads"
  local dir; dir=$(mktemp -d)
  empty=() windows=() full=(--data "$dir" --keep)
  lanes
  rm -rf "$dir"
}
postgres() { # every lane on one throwaway cluster that flushes to disk
  head_of "PostgreSQL: lifecycles and reads"
  go run ./internal/sqldb/pgtest/run -durable -- "$0" in-cluster
}
in_cluster() {
  psql -q "$TUNTAS_TEST_POSTGRES" -c 'CREATE DATABASE empty' -c 'CREATE DATABASE windows' -c 'CREATE DATABASE million'
  empty=(--database-url "${TUNTAS_TEST_POSTGRES/\/postgres?/\/empty?}")
  windows=(--database-url "${TUNTAS_TEST_POSTGRES/\/postgres?/\/windows?}")
  full=(--database-url "${TUNTAS_TEST_POSTGRES/\/postgres?/\/million?}")
  lanes
}
kills() {
  head_of "Killed $KILLS times on each database"
  printf '`TUNTAS_KILLS=%s go test ./internal/kill`\n\n```\n' "$KILLS"
  TUNTAS_KILLS=$KILLS go run ./internal/sqldb/pgtest/run -- go test -count=1 -timeout 120m -v ./internal/kill 2>&1 | grep -E 'kills;|^ok|^FAIL|^---|    ---' | sed -E 's/\([0-9.]+s\)//; s/[0-9.]+s$//'
  printf '```\n'
}
clocks() { # due clocks, and a year of reminders, on both databases
  head_of "Clocks and reminders"
  where=(); time_passes SQLite
  go run ./internal/sqldb/pgtest/run -durable -- "$0" clocks-in-cluster
}
clocks_in_cluster() {
  psql -q "$TUNTAS_TEST_POSTGRES" -c 'CREATE DATABASE due' -c 'CREATE DATABASE year'
  due="${TUNTAS_TEST_POSTGRES/\/postgres?/\/due?}" year="${TUNTAS_TEST_POSTGRES/\/postgres?/\/year?}"
  time_passes PostgreSQL
}
time_passes() { # the name of the database
  test -z "${due:-}" || where=(--database-url "$due")
  show "$1: $ROWS open clocks, a hundredth of them due" remind --clocks "$ROWS" --due "$((ROWS / 100))"
  test -z "${year:-}" || where=(--database-url "$year")
  show "$1: a year with $YEAR reports" year --reports "$YEAR"
}
weights() {
  head_of "Weight of the pages"
  printf '`go test -run TestWeight -v ./internal/e2e`\n\n```\n'
  go test -count=1 -run TestWeight -v ./internal/e2e 2>&1 | grep -E 'kB|bytes|^ok|^FAIL|^---|    ---' | sed -E 's/\([0-9.]+s\)//'
  printf '```\n'
}
lane() { # name: its output becomes docs/proof/NAME.md only when it ran to the end
  echo "docs/proof/$1.md ..."
  "$1" > "docs/proof/.$1.new"
  mv "docs/proof/.$1.new" "docs/proof/$1.md"
}
case "${1:-all}" in
  all) lane kills; lane weights; lane sqlite; lane postgres; lane clocks ;;
  in-cluster) in_cluster ;;
  clocks-in-cluster) clocks_in_cluster ;;
  *) lane "$1" ;;
esac
