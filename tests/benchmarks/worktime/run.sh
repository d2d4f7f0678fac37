#!/usr/bin/env bash
# Next opening and five working days later: OpsBot (windows, local exceptions, shifts, leave) beside npm chinese-days
# (dates only), one after the other on one core, three times in turn. Ends with 1 when the slowest of OpsBot's people is
# less than 50 times as fast as the faster way of chinese-days.
#   run.sh [SECONDS]      for each question, default 2
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$(cd ../../.. && pwd)
[ -d node_modules ] || npm ci --ignore-scripts --no-audit --no-fund --silent
dotnet build -c Release -v q --nologo >/dev/null
results=$(mktemp)
trap 'rm -f "$results"' EXIT
for _ in 1 2 3; do
  DOTNET_TieredPGO=1 taskset -c 1 dotnet bin/Release/net10.0/OpsBot.Benchmarks.WorkTime.dll "$root" "${1:-2}" >>"$results"
  taskset -c 1 node chinese-days.mjs "${1:-2}" >>"$results"
done
awk -F'\t' '
  { key = $1 FS $2; all[key] = all[key] " " $3; n[key]++ }
  END {
    for (key in all) {
      split(all[key], v, " ")
      for (i = 1; i <= n[key]; i++) for (j = i + 1; j <= n[key]; j++) if (v[j] + 0 < v[i] + 0) { t = v[i]; v[i] = v[j]; v[j] = t }
      median = v[int((n[key] + 1) / 2)] + 0
      split(key, part, FS)
      printf "%-20s %-48s %12d a second\n", part[1], part[2], median | "sort"
      if (part[2] ~ /^OpsBot/ && (!(part[1] in own) || median < own[part[1]])) own[part[1]] = median
      if (part[2] ~ /^chinese-days/ && median > peer[part[1]]) peer[part[1]] = median
    }
    close("sort")
    for (question in own) {
      ratio = own[question] / peer[question]
      printf "%s: %.0f times (50 wanted)\n", question, ratio
      if (ratio < 50) short = 1
    }
    exit short
  }' "$results"
