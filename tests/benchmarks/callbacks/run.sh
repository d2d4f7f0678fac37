#!/usr/bin/env bash
# Turns by DingTalk's and WeCom's callbacks: a real OpsBot host, a real Redis for each host, a fake vendor that takes the answers. With a
# second built checkout both are measured in turn, the first one changing from round to round. All on loopback; use a machine that does
# nothing else. CPU is each host's own. Needs redis-server; build the second checkout's bot/OpsBot.Web with -c Release before.
#   run.sh [baseline=/path/of/checkout] [rounds=3] [seconds=8] [connections=16,64] [scenarios=dingtalk,dingtalk-api,wecom,wecom-api]
# dingtalk: answer to the session's webhook. dingtalk-api: by the OpenAPI with a token. wecom: on the response. wecom-api: by message/send.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
cd "$here"
dotnet build "$root/bot/OpsBot.Web" -c Release -m:1 -v q --nologo >/dev/null
dotnet build -c Release -m:1 -v q --nologo >/dev/null
# For the load and the fake vendor alone.
export DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1
exec dotnet bin/Release/net10.0/OpsBot.Benchmarks.Callbacks.dll root="$root" "$@"
