#!/usr/bin/env bash
# A chat turn side by side in one run: OpsBot (Bot Framework channel, token checked, commit, gate, answer by the outbox)
# beside botbuilder on node and Microsoft's SDK for C# with shared JSON shapes (token checked, state in Redis) and a bare Kestrel loop (one GET, one SET, one POST, no token).
# All on loopback and on one Redis; use a machine that does nothing else. CPU is each server process' own. Needs redis-server, node, npm.
#   run.sh [rounds=3] [seconds=8] [connections=16,64] [fsync=always|everysec] [texts=short|help|questions] [peers=opsbot,botbuilder,botbuilder-net,bare]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
cd "$here"
[ -d node_modules ] || npm ci --ignore-scripts --no-audit --no-fund >/dev/null
dotnet build "$root/bot/OpsBot.Web" -c Release -m:1 -v q --nologo >/dev/null
dotnet build -c Release -m:1 -v q --nologo >/dev/null
# For the load and the fake channel alone, see Settings.cs.
export DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1
dotnet bin/Release/net10.0/OpsBot.Benchmarks.Turn.dll run root="$root" "$@"
