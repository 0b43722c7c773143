# SPDX-License-Identifier: MIT
"""How the detectors of Python scale with threads, as ratios in one run.

    PYTHONPATH=build/python python tests/bench/threads.py

Eight detectors, each over a signal of its own, by 1, 2, 4 and 8 threads: the work is the same, so the first time over another
one is the speed-up. Blocks run without the interpreter's lock; what is left of it is making the events.
"""
import array
import math
import os
import threading
import time

import bandex

DETECTORS, COUNT, BLOCK, RATE = 8, 400_000, 4000, 80
SIGNALS = [array.array("f", [40 - 35 * math.cos(2 * math.pi * i / (RATE * (2.5 + k / 10))) for i in range(COUNT)])
           for k in range(DETECTORS)]


def work(k):
    detector, signal = bandex.Detector(RATE), memoryview(SIGNALS[k])
    for start in range(0, COUNT, BLOCK):
        detector.process(signal[start:start + BLOCK])
    return detector.count()


def run(threads):
    """Seconds for all detectors, and their counts."""
    counts = [0] * DETECTORS

    def share(first):
        for k in range(first, DETECTORS, threads):
            counts[k] = work(k)

    workers = [threading.Thread(target=share, args=(first,)) for first in range(threads)]
    begin = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return time.perf_counter() - begin, counts


want = [work(k) for k in range(DETECTORS)]
times = {}
for _ in range(3):
    for threads in (1, 2, 4, 8):
        seconds, counts = run(threads)
        assert counts == want
        times[threads] = min(seconds, times.get(threads, seconds))
print("%d detectors, %d samples each in blocks of %d, on %d processors" % (DETECTORS, COUNT, BLOCK, len(os.sched_getaffinity(0))))
for threads, seconds in times.items():
    print("%d thread%s: %5.2f times as fast as one" % (threads, " " if threads == 1 else "s", times[1] / seconds))
