# SPDX-License-Identifier: MIT
"""Ratios of the Python binding, all from one run on one machine: how often the first fits into the second.

    PYTHONPATH=build/python python tests/bench/bindings.py

Wants NumPy; with SciPy at hand the comparison with a filter and a peak search too.
"""
import ctypes
import math
import os
import sys
import timeit

import bandex

try:
    import numpy
except ImportError:
    sys.exit("wants numpy")

COUNT = 1_000_000
RATE = 80
t = numpy.arange(COUNT) / RATE
force = (40 - 35 * numpy.cos(2 * math.pi * t / 3) + numpy.sin(t * 997) * 0.3).astype(numpy.float32)


def best(call, number=1, repeat=5):
    return min(timeit.repeat(call, number=number, repeat=repeat)) / number


def ratio(name, ours, theirs):
    print(f"{name:62s} {theirs / ours:8.2f}")


def process():
    bandex.Detector(RATE).process(force)


block = best(process, repeat=3)
print(f"Detector.process of a million float32 samples: {block * 1e9 / COUNT:.1f} ns a sample (this machine, now)")
ratio("detect() with measures, tables and sets : process", block, best(lambda: bandex.detect(force, RATE), repeat=3))

try:
    from scipy.signal import butter, find_peaks, sosfiltfilt
except ImportError:
    print("without scipy: no comparison with sosfiltfilt + find_peaks")
else:
    sos = butter(4, 5, fs=RATE, output="sos")

    def scipy_peaks():
        find_peaks(sosfiltfilt(sos, force), prominence=20)

    ratio("scipy sosfiltfilt + find_peaks : process", block, best(scipy_peaks, repeat=3))

part = force[:20000].tolist()
detector = bandex.Detector(RATE)


def feeds():
    feed = detector.feed
    for value in part:
        feed(0, value)


ratio("one-sample feeds : process, each sample", block / COUNT, best(feeds) / len(part))

library = os.path.join(os.path.dirname(bandex.__file__), "..", "..", "lib", "libbandex.so")
if os.path.exists(library):
    c = ctypes.CDLL(library)
    state = (ctypes.c_uint64 * 64)()
    c.bandex_detector_init(state, ctypes.c_size_t(512), None)
    c.bandex_detector_feed.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_float]

    def ctypes_feeds():
        feed = c.bandex_detector_feed
        for value in part:
            feed(state, 0, value)

    ratio("ctypes feeds : Detector.feed", best(feeds), best(ctypes_feeds))


class Plain:
    def __init__(self):
        self.peak = 1.0

    def count(self):
        return 1


plain, rep = Plain(), bandex.detect(force[:2000], RATE)[0]
ratio("attribute of a Rep : of a plain object", best(lambda: plain.peak, 200000), best(lambda: rep.peak, 200000))
ratio("method of a Detector : of a plain object", best(plain.count, 200000), best(detector.count, 200000))
