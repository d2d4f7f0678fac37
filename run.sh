#!/usr/bin/env bash
# Installs what is missing, builds, and runs OpsBot. Without a verb it serves: ./run.sh [--urls URL] [--data DIR]
# Other verbs pass through: ./run.sh ask "…"
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
caller=$PWD
cd "$here"
. build/needs.sh

need_dotnet
case "${1:-serve}" in
  serve | --*)
    need redis-server redis-server
    need_webchat
    ;;
esac

dll=bot/OpsBot.Web/bin/Release/net10.0/opsbot.dll
inputs=(bot scheduler manifests Directory.Build.props Directory.Packages.props)
if [ ! -f "$dll" ] || [ -n "$(find "${inputs[@]}" \( -name bin -o -name obj -o -name packages.lock.json \) -prune -o -type f -newer "$dll" -print -quit)" ]; then
  log=$(mktemp)
  if ! dotnet build bot/OpsBot.Web -c Release -v quiet >"$log" 2>&1; then
    cat "$log" >&2
    say "没能编译。请看上面的错误。"
    exit 1
  fi
  rm -f "$log"
  touch "$dll"
fi

dll=$here/$dll
cd "$caller"
exec dotnet "$dll" "$@"
