# SPDX-License-Identifier: MIT
"""Ten million calls of every kind, and the memory of the process stays as it was."""
import array
import gc
import itertools
import os
import sys
import time

import bandex
from bandex import api

FORCE = array.array("f", [5.0] * 40 + [60.0, 40.0, 20.0, 5.0] * 15)
ROOM = 1 << 20  # bytes: the allocator's own ups and downs


def resident():
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")


def refused(call, *arguments, **keywords):
    try:
        call(*arguments, **keywords)
    except Exception:
        return
    raise AssertionError("%s was not refused" % call)


detector = bandex.Detector(80)
rep = bandex.Rep(rep_id=1, start_us=1000000, end_us=2000000, peak=60.0)
reps = [rep] * 5
stored = bandex.Set(exercise="row_seated", band="theraband/green", reps=reps, id=bytes(range(16)), start_ms=1000)
encoded = stored.to_bytes()
ladder = bandex.ladder(["theraband/red", "theraband/green"])
policy = bandex.policy("double", lo=8, hi=12)
session = bandex.Session(sets=[stored])
row = bandex.exercise("row_seated")


def log():
    with bandex.Log(api.MemoryIo(1 << 14, b""), salt=7) as one:
        one.append(stored)
        list(one)
        one.sessions()


def decoder():
    one = api.DeviceDecoder("tindeq_progressor")
    one.feed(0, b"\1\x08\0\0\x80\x3f\1\0\0\0")
    refused(one.feed, 0, b"\1\x10\0\0\x80\x3f\1\0\0\0")


CALLS = (
    (4000000, lambda: detector.feed(0, 30.0)),
    (2500000, detector.poll),
    (2000000, detector.count),
    (700000, lambda: api.status_message(-4)),
    (200000, lambda: refused(detector.feed, 0, "x")),
    (200000, lambda: detector.process(FORCE)),
    (100000, lambda: bandex.Detector(80)),
    (50000, lambda: detector.__getstate__()),
    (50000, lambda: bandex.BandUse(band="theraband/green", strands=2)),
    (50000, lambda: refused(bandex.BandUse, colour=1)),
    (40000, lambda: bandex.detect(FORCE, 80)),
    (30000, lambda: bandex.force("theraband/green", 750, 1500)),
    (20000, lambda: refused(bandex.force, "theraband/green", 750, 9000)),
    (20000, lambda: refused(bandex.detect, [1.0, "x"], 80)),
    (10000, lambda: bandex.detect([1.0, 2.0], t_us=[1, 2])),
    (10000, lambda: api.rep_encode(rep)),
    (5000, stored.to_bytes),
    (5000, lambda: bandex.Set.from_bytes(encoded)),
    (3000, lambda: refused(bandex.Set.from_bytes, encoded[:-1])),
    (2000, lambda: policy.next(ladder, [session])),
    (1000, lambda: policy.next(ladder, [session]).text("es")),
    (1000, lambda: policy.simulate(ladder, 3, lambda *_: None)),
    (1000, lambda: refused(policy.simulate, ladder, 3, lambda *_: 1 / 0)),
    (1000, lambda: row.predict("theraband/green", 1750)),
    (500, lambda: bandex.catalog([row.replace(id="mine")])),
    (500, log),
    (500, decoder),
)


def main():
    total = sum(count for count, _ in CALLS)
    assert total >= 10000000, total
    for _, call in CALLS:  # caches, arenas
        for _ in range(200):
            call()
    worst, begin = 0, time.monotonic()
    for count, call in CALLS:
        before = resident()
        for _ in itertools.repeat(None, count):
            call()
        worst = max(worst, resident() - before)
        if worst > ROOM:
            sys.exit("call %d: %d bytes more after %d calls" % (CALLS.index((count, call)), worst, count))
    print("%d calls in %.0f s, at most %d KiB more" % (total, time.monotonic() - begin, worst // 1024))


main()
