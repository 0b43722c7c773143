# SPDX-License-Identifier: MIT
"""``python -m bandex`` is the command ``bandex``: the one beside this package, else the one on the PATH."""
from __future__ import annotations

import os
import shutil
import sys


def find_command() -> str | None:
    here = os.path.dirname(os.path.abspath(__file__))
    for path in (os.path.join(here, "bin", "bandex"), os.path.join(here, "..", "..", "bin", "bandex")):
        if os.access(path, os.X_OK):
            return path
    return shutil.which("bandex")


def main() -> int:
    command = find_command()
    if command is None:
        print("bandex: this package was built without the command; with json-c and libcsv (Debian: libjson-c-dev and libcsv-dev) "
              "at hand `pip install` builds it too", file=sys.stderr)
        return 1
    os.execv(command, ["bandex"] + sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
