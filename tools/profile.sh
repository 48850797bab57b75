#!/usr/bin/env bash
# Where the server spends its time on both databases: the compiler reads cmd/tuntas/default.pgo and makes that faster.
# To be done again when the main job has changed much; docs/adr/0042 says what it is worth.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ "${1:-}" = in-cluster ]; then
  psql -q "$TUNTAS_TEST_POSTGRES" -c 'CREATE DATABASE profile'
  exec bin/tuntas bench lifecycle --reports 6000 --profile "$2/postgres" --database-url "${TUNTAS_TEST_POSTGRES/\/postgres?/\/profile?}" >/dev/null
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
bin/tuntas bench lifecycle --reports 12000 --profile "$dir/sqlite" >/dev/null
bin/tuntas bench read --preload 20000 --profile "$dir/read" >/dev/null
go run ./internal/sqldb/pgtest/run -- "$0" in-cluster "$dir"
go tool pprof -proto -output cmd/tuntas/default.pgo "$dir/sqlite" "$dir/read" "$dir/postgres" >/dev/null
ls -l cmd/tuntas/default.pgo
