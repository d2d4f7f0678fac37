#!/usr/bin/env bash
# Cost of judging one message: the labelled messages repeated to 200,000 lines, less the cost of a start with one line.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
lines=200000
: >"$work/many.jsonl"
while [ "$(wc -l <"$work/many.jsonl")" -lt "$lines" ]; do
  cat "$root"/tests/fixtures/messages/*.jsonl >>"$work/many.jsonl"
done
head -n "$lines" "$work/many.jsonl" >"$work/input.jsonl"
head -n 1 "$work/many.jsonl" >"$work/one.jsonl"
"$root/run.sh" classify --jsonl "$work/one.jsonl" >/dev/null
clock() { date +%s%N; }
a=$(clock); "$root/run.sh" classify --jsonl "$work/one.jsonl" >/dev/null
b=$(clock); "$root/run.sh" classify --jsonl "$work/input.jsonl" >/dev/null
c=$(clock)
echo "$(((c - b - (b - a)) / lines / 1000)) microseconds a message, reading and writing JSON included (start: $(((b - a) / 1000000)) ms)"
