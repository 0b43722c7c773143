# SPDX-License-Identifier: MIT
"""An independent reader of .bandex logs, written from docs/format/SPEC.md with cbor2 alone. Prints JSON, one record a line."""
import io
import json
import sys

import cbor2

SET = {1: "id", 3: "start_ms", 4: "exercise", 5: "session_id", 8: "utc_offset_min", 20: "accepted_reps", 22: "tut_ms", 26: "omni"}
TIMES = {4: "top_us", 5: "peak_us", 6: "end_us", 7: "counted_us"}
FORCES = {12: "peak", 13: "trough", 14: "rise", 15: "fall", 16: "mean", 17: "impulse", 18: "impulse_above_trough",
          19: "loading_rate", 25: "rfd_100", 26: "rfd_200"}


def crc32c(data, crc=0):
    crc ^= 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def records(data):
    """The intact records; damaged bytes are stepped over to the next mark."""
    at, salt = 0, None
    while at < len(data):
        stream = io.BytesIO(data[at:at + 70000])
        try:
            item = cbor2.load(stream) if data[at] in (0x83, 0xD9) else None
        except Exception:  # whatever damaged bytes look like
            item = None
        size = stream.tell()
        if isinstance(item, (list, tuple)) and len(item) >= 7 and item[0] == "bandex":
            if crc32c(data[at:at + size - 5]).to_bytes(4, "big") == item[-1]:
                salt = item[3]
                at += size
                continue
        elif isinstance(item, (list, tuple)) and len(item) == 3 and salt is not None:
            if crc32c(data[at + 6:at + size], crc32c(salt)).to_bytes(4, "big") == item[0]:
                yield cbor2.loads(item[2])
                at += size
                continue
        at += 1


def rep(record, steps_per_unit):
    out = {"rep_id": record.get(1, 0), "start_us": record.get(3, 0), "completeness": record.get(20, 0) / 1000}
    out |= {name: record[key] + out["start_us"] for key, name in TIMES.items() if key in record}
    return out | {name: record[key] / steps_per_unit for key, name in FORCES.items() if key in record}


for record in records(open(sys.argv[1], "rb").read()):
    out = {"type": record[0]}
    if record[0] == 2:
        out |= {SET[key]: value.hex() if isinstance(value, bytes) else value for key, value in record.items() if key in SET}
        out["reps"] = [rep(entry, record.get(10, 1000)) for entry in record.get(23, [])]
    print(json.dumps(out))
