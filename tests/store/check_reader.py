# SPDX-License-Identifier: MIT
"""usage: check_reader.py BANDEX LOG: the independent reader finds in LOG what `bandex log show --json` finds, also when
bytes of it are damaged."""
import json
import pathlib
import subprocess
import sys
import tempfile

here = pathlib.Path(__file__).parent
TYPES = {1: "rep", 2: "set", 3: "session", 4: "removal", 5: "signal", 6: "ladder", 7: "policy", 8: "decision", 9: "user", 10: "plan", 11: "band",
         12: "band product"}


def compare(path):
    ours = json.loads(subprocess.run([sys.argv[1], "log", "show", "--json", path], capture_output=True, check=True).stdout)
    lines = subprocess.run([sys.executable, here / "read_log.py", path], capture_output=True, check=True, text=True).stdout
    theirs = [json.loads(line) for line in lines.splitlines()]
    if len(ours) != len(theirs):
        sys.exit(f"{path}: {len(ours)} records, the reader found {len(theirs)}")
    values = 0
    for mine, other in zip(ours, theirs):
        if mine["type"] != TYPES.get(other["type"], "unknown"):
            sys.exit(f"{path}: record {mine['seq']} is a {mine['type']}")
        for key, value in other.items():
            if key in ("type", "reps"):
                continue
            values += 1
            if mine[key] != value:
                sys.exit(f"{path}: record {mine['seq']}: {key} is {mine[key]}, the reader says {value}")
        for rep, entry in zip(mine.get("reps", []), other.get("reps", [])):
            for key, value in entry.items():
                values += 1
                if abs(rep.get(key, 0) - value) > 1e-6 * max(1, abs(value)):
                    sys.exit(f"{path}: record {mine['seq']}: {key} is {rep.get(key)}, the reader says {value}")
    return len(ours), values


print("%d records, %d values the same" % compare(sys.argv[2]))
data = bytearray(pathlib.Path(sys.argv[2]).read_bytes())
for at in (500, 1000, 5000, len(data) - 3):
    data[at] ^= 0x40
with tempfile.NamedTemporaryFile(suffix=".bandex") as file:
    file.write(data)
    file.flush()
    print("damaged: %d records, %d values the same" % compare(file.name))
