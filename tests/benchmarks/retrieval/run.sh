#!/usr/bin/env bash
# Search side by side, one core each, in one run: OpsBot (whole answer: understanding, ranking, verdict, wording) beside
# Xapian, SQLite FTS5 and minisearch (search only). Needs python3-xapian from Debian and minisearch from npm.
#   run.sh [SIZE…]      default: 10000 100000. At 100,000 minisearch takes minutes to build; PEERS="xapian sqlite" leaves it out.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here"
sizes=("$@")
[ $# -gt 0 ] || sizes=(10000 100000)
peers=${PEERS:-xapian sqlite minisearch}
fixtures=../../fixtures/regulations
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=/usr/bin/python3
[ -d node_modules ] || npm install --ignore-scripts --no-audit --no-fund >/dev/null
dotnet build -c Release -v q --nologo >/dev/null
own=bin/Release/net10.0/OpsBot.Benchmarks.Retrieval.dll
dotnet "$own" corpus "$work" "${sizes[@]}"

peer() {
  case $1 in
    minisearch) node --max-old-space-size=14000 minisearch.mjs "${@:2}" ;;
    *) "$python" peers.py "$@" ;;
  esac
}
for size in "${sizes[@]}"; do
  DOTNET_gcServer=0 taskset -c 0 dotnet "$own" measure "$work/c$size.tsv" "$work/queries.txt" 3
  for name in $peers; do taskset -c 0 bash -c "$(declare -f peer); python=$python peer $name $work/c$size.tsv $work/queries.txt"; done
done
echo "Quality on the development questions (OpsBot: opsbot evaluate):"
for name in $peers; do peer "$name" "$fixtures/clauses.jsonl" - "$fixtures/questions_dev.jsonl"; done
