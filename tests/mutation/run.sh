#!/usr/bin/env bash
# Takes the gate's call, then each stage, out of a copy of the source, and expects the tests to fail each time.
# Ends with one line: N mutants, N found. Usage: tests/mutation/run.sh [--quick] (--quick: the call and one stage only)
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z -- bot scheduler tests manifests '*.props' '*.txt' global.json .editorconfig OpsBot.sln | grep -zv '^tests/peers/' | xargs -0 cp --parents -t "$copy"
handler=bot/OpsBot.Core/Delivery/OutboxDeliveryHandler.cs
stages=bot/OpsBot.Core/Delivery/Stages/StandardStages.cs
filter='FullyQualifiedName~OpsBot.Core.Tests.Delivery.GateInvariantTests.Run_AllStages|FullyQualifiedName~OutboxDeliveryHandlerTests'
mutants=0
found=0

bin=tests/OpsBot.Core.Tests/bin/Debug/net10.0

# What a mutant leaves unused is no reason not to judge it; the analyzers have their own place.
plain=(-p:RunAnalyzers=false -p:TreatWarningsAsErrors=false)

build_all() { (cd "$copy" && dotnet build tests/OpsBot.Core.Tests -m:1 -v quiet --nologo "${plain[@]}" >"$copy/build.log" 2>&1); }

# A mutant keeps every signature, so only Core is compiled anew and put in the place of the one that the tests load.
build_core() { (cd "$copy" && dotnet build bot/OpsBot.Core -m:1 -v quiet --nologo "${plain[@]}" >"$copy/build.log" 2>&1 && cp bot/OpsBot.Core/bin/Debug/net10.0/OpsBot.Core.dll "$bin/"); }

tests_pass() { (cd "$copy" && dotnet test "$bin/OpsBot.Core.Tests.dll" --nologo --filter "$filter" >"$copy/test.log" 2>&1); }

# mutate NAME FILE SED-PROGRAM
mutate() {
  cp "$2" "$copy/$2"
  sed -i "$3" "$copy/$2"
  mutants=$((mutants + 1))
  if cmp -s "$2" "$copy/$2"; then
    echo "not applied: $1"
  else
    if ! build_core; then
      echo "not built:   $1"
      grep -m3 'error' "$copy/build.log"
    elif tests_pass; then
      echo "survived:    $1"
    elif grep -q 'Failed: *[1-9]' "$copy/test.log"; then
      found=$((found + 1))
      echo "found:       $1"
    else
      # A run that broke down before it judged anything has found nothing.
      echo "no verdict:  $1"
      tail -n 3 "$copy/test.log"
    fi
  fi
  cp "$2" "$copy/$2"
}

if ! build_all || ! build_core || ! tests_pass; then echo "The tests fail before anything was changed."; tail -n 20 "$copy"/*.log; exit 1; fi
mutate 'the gate is not asked' "$handler" 's/gate\.Decide(facts)/(gate is null ? gate!.Decide(facts) : StageDecision.Pass)/'
names=$(grep -o 'new [A-Za-z]*Stage(' "$stages" | grep -o '[A-Za-z]*Stage')
[ "${1:-}" = --quick ] && names=WorkingTimeStage
for stage in $names; do mutate "without $stage" "$stages" "/new $stage(/d"; done
echo "$mutants mutants, $found found"
[ "$mutants" -eq "$found" ]
