#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# usage: luarocks.sh PROJECT BUILD VERSION
# `luarocks make` from a copy of the source tree into a tree of its own, then the suite with what it installed.
set -eu
project=$1 build=$2/luarocks-$3 version=$3
rm -rf "$build"
mkdir -p "$build/source"
tar -C "$project" --exclude=./build --exclude=./.git -cf - . | tar -C "$build/source" -xf -
cd "$build/source"
luarocks --lua-version "$version" --tree "$build/tree" make bindings/lua/bandex-scm-1.rockspec >"$build/log" 2>&1 || {
  tail -n 60 "$build/log"
  exit 1
}
cd "$build"
eval "$(luarocks --lua-version "$version" --tree "$build/tree" path)"
find tree -name 'bandex.so' -o -name 'bandex_ffi.lua'
[ -f "tree/lib/lua/$version/bandex.so" ] && [ -f "tree/share/lua/$version/bandex_ffi.lua" ]
luarocks --lua-version "$version" --tree "$build/tree" show bandex | head -n 4
for test in test_detect test_training; do
  LUA_PATH="$project/tests/bindings/lua/?.lua;$LUA_PATH" "lua$version" "$project/tests/bindings/lua/$test.lua"
done
luarocks --lua-version "$version" --tree "$build/tree" remove bandex >"$build/log" 2>&1
[ ! -e "tree/lib/lua/$version/bandex.so" ]
