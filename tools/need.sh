#!/usr/bin/env bash
# Sees to it that the tests find PostgreSQL and a Chromium. It installs them from the
# distribution where it may, and says plainly what is missing where it may not.
set -euo pipefail

have_postgres() { command -v postgres >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null; }
have_chromium() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }

missing=()
have_postgres || missing+=(postgresql)
have_chromium || missing+=(chromium)
[ ${#missing[@]} -eq 0 ] && exit 0

if command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
  run() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
  echo "installing for the tests: ${missing[*]}"
  run apt-get update -qq >/dev/null
  DEBIAN_FRONTEND=noninteractive run apt-get install -y -qq --no-install-recommends "${missing[@]}" fonts-noto-core >/dev/null
  exit 0
fi
echo "missing for the tests: ${missing[*]}. Please install; until then the tests that need them are skipped and say so."
[ "${CI:-}" != true ]
