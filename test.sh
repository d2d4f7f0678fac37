#!/usr/bin/env bash
# Installs what is missing, builds, and runs every test. Ends with one line: N passed, N failed
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. build/needs.sh

need_dotnet
need redis-server redis-server
need node nodejs
need npm npm
need chromium chromium fonts-noto-cjk
need_webchat || exit 1
if [ ! tests/peers/node_modules -nt tests/peers/package-lock.json ]; then
  (cd tests/peers && npm ci --ignore-scripts --no-audit --no-fund --silent) || { say "没能装上 tests/peers 里的 npm 包。"; exit 1; }
  touch tests/peers/node_modules
fi

dotnet build OpsBot.sln -c Release -v quiet || exit 1
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
status=0
dotnet test OpsBot.sln -c Release --no-build --logger trx --results-directory "$results" "$@" || status=$?

count() { cat "$results"/*.trx 2>/dev/null | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{ n += $1 } END { print n + 0 }'; }
passed=$(count passed)
failed=$(($(count total) - passed))
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
