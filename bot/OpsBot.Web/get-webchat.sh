#!/usr/bin/env bash
# Puts Microsoft's Web Chat (one file of its npm package, MIT) into wwwroot/vendor. The file is checked and never committed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

package=botframework-webchat@4.18.1
sha256=0a68ad0a64fc04d621197da10c3eec0f843e16f7d03f6bcbed29b47517cf9bff
target=wwwroot/vendor

fail() {
  printf '%s\n' "缺少聊天页面组件 $package：$1。请联网后再运行一次，或把该 npm 包里的 dist/webchat.js 放到 $PWD/$target/。" >&2
  exit 1
}
is_good() { [ -s "$1" ] && [ "$(sha256sum "$1" | cut -d ' ' -f 1)" = "$sha256" ]; }

is_good "$target/webchat.js" && [ -s "$target/LICENSE.txt" ] && exit 0
command -v npm >/dev/null 2>&1 || fail "没有 npm（软件包名 npm）"
unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT
(cd "$unpacked" && npm pack "$package" --silent >/dev/null 2>&1) || fail "没能用 npm 下载"
tar -xzf "$unpacked"/*.tgz -C "$unpacked" -m package/dist/webchat.js package/dist/webchat.js.LICENSE.txt package/package.json 2>/dev/null \
  || fail "下载的包不完整"
is_good "$unpacked/package/dist/webchat.js" || fail "下载的文件与记录的校验值不符"
mkdir -p "$target"
{
  printf '%s\n\n' "$package (botframework-webchat), Copyright (c) Microsoft Corporation, MIT License. Notices of what it contains:"
  cat "$unpacked/package/dist/webchat.js.LICENSE.txt"
} >"$target/LICENSE.txt"
mv "$unpacked/package/dist/webchat.js" "$target/webchat.js"
