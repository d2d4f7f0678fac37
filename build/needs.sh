# Sourced by run.sh and test.sh: puts on the machine what is missing, or says in one line how to get it.

say() { printf '%s\n' "$*" >&2; }

# need COMMAND PACKAGE...: the command, from Debian's or Ubuntu's packages.
need() {
  local command=$1
  shift
  command -v "$command" >/dev/null 2>&1 && return 0
  local apt=(apt-get)
  if ! command -v apt-get >/dev/null 2>&1; then
    say "缺少 $command。请先用系统的软件包工具安装 $*，再运行一次。"
    exit 1
  fi
  if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
      say "缺少 $command。请先运行：sudo apt-get install $*"
      exit 1
    fi
    apt=(sudo -n apt-get)
  fi
  say "正在安装 $* …"
  if ! { "${apt[@]}" update -qq && DEBIAN_FRONTEND=noninteractive "${apt[@]}" install -y -qq --no-install-recommends "$@"; } >/dev/null 2>&1 \
    || ! command -v "$command" >/dev/null 2>&1; then
    say "没能装上 $command。请先运行：apt-get install $*"
    exit 1
  fi
}

need_dotnet() {
  if ! command -v dotnet >/dev/null 2>&1 || ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
    say "缺少 .NET 10 SDK。请先安装（Debian/Ubuntu 软件包名 dotnet-sdk-10.0），再运行一次。"
    exit 1
  fi
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
}

# Microsoft's Web Chat, one file of its npm package; never committed.
need_webchat() {
  [ -s bot/OpsBot.Web/wwwroot/vendor/webchat.js ] && return 0
  need node nodejs
  need npm npm
  bot/OpsBot.Web/get-webchat.sh >&2
}
