#!/usr/bin/env bash
# usage: headers.sh INCLUDE_DIR
# Each public header compiles alone, without a warning, as C99, C11 and C++17.
set -eu
passed=0 failed=0
cd "$1"
for header in bandex.h bandex/*.h; do
  for compiler in 'cc -x c -std=c99' 'cc -x c -std=c11' 'c++ -x c++ -std=c++17'; do
    if printf '#include <%s>\nextern int not_empty;\n' "$header" |
      $compiler -I. -Wall -Wextra -Wconversion -Wshadow -pedantic -Werror -fsyntax-only -; then
      passed=$((passed + 1))
    else
      echo "not alone: $header with $compiler"
      failed=$((failed + 1))
    fi
  done
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
