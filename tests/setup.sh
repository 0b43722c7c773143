# What tests/run.sh and examples/run.sh share: installing what is missing, a virtual environment, the build.
# Sourced with the project's root as the working directory.

# install_packages FILE: Debian or Ubuntu packages, one name a line; nothing happens when all are there.
install_packages() {
  local missing=() name
  while read -r name; do
    dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || missing+=("$name")
  done <"$1"
  [ ${#missing[@]} -gt 0 ] || return 0
  echo "installing: ${missing[*]}"
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    sudo=(sudo)
  fi
  "${sudo[@]}" apt-get -o DPkg::Lock::Timeout=600 update -q >/dev/null
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -y -q \
    --no-install-recommends "${missing[@]}" >/dev/null
}

# make_venv DIR REQUIREMENTS: a virtual environment of the system's Python; pip runs only when the list changed.
make_venv() {
  local stamp=$1/requirements.installed
  [ -x "$1/bin/python" ] || /usr/bin/python3 -m venv "$1"
  cmp -s "$2" "$stamp" && return 0
  "$1/bin/python" -m pip install -q --disable-pip-version-check -r "$2" && cp "$2" "$stamp"
}

# find_cmake: a CMake of at least 3.25, from PyPI where the distribution's is older (Ubuntu 22.04).
find_cmake() {
  local version
  version=$(cmake --version | sed -n '1s/.* //p')
  if [ "$(printf '%s\n3.25\n' "$version" | sort -V | head -n 1)" != 3.25 ]; then
    [ -x build/cmake/bin/cmake ] || {
      /usr/bin/python3 -m venv build/cmake
      build/cmake/bin/python -m pip install -q --disable-pip-version-check 'cmake>=3.25,<4'
    }
    PATH=$PWD/build/cmake/bin:$PATH
  fi
}

# build DIR [cmake options...]
build() {
  local directory=$1
  shift
  cmake -S . -B "$directory" "$@" >"$directory.configure.log" 2>&1 || {
    cat "$directory.configure.log"
    return 1
  }
  cmake --build "$directory" -j "$(nproc)" >"$directory.build.log" 2>&1 || {
    tail -n 60 "$directory.build.log"
    return 1
  }
}
