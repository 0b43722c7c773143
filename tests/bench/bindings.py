# SPDX-License-Identifier: MIT
"""What the Python binding costs, as ratios within one run on one machine: how often the time of the second (ours) fits into
that of the first. Both are run in turn and the shortest of each counts, in processor time: other programs disturb it little.
Nothing here is a test.

    cmake --build build --target bench_bindings
    PYTHONPATH=build/python python tests/bench/bindings.py      the same

Wants NumPy; with SciPy the comparison with a filter and a peak search too.
"""
import argparse
import ctypes
import math
import os
import threading
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # its idle threads spin, on the core of a neighbor
import numpy

import bandex

RATE = 80
ROUNDS = 7


def signal(count):
    """Pulls of 3 s with a tremble, float32."""
    t = numpy.arange(count) / RATE
    return (40 - 35 * numpy.cos(2 * math.pi * t / 3) + numpy.sin(t * 997) * 0.3).astype(numpy.float32)


def seconds(call, clock):
    start = clock()
    call()
    return clock() - start


def compare(name, theirs, ours, scale=1.0, clock=time.process_time):
    """Prints how often ours fits into theirs; scale: how much more theirs did. Gives the seconds of ours."""
    pairs = [(seconds(theirs, clock), seconds(ours, clock)) for _ in range(ROUNDS)]
    first, second = (min(column) for column in zip(*pairs))
    print(f"{name:78s} {first / second / scale:8.2f}", flush=True)
    return second


def process(force):
    detector = bandex.Detector(RATE)
    detector.process(force)
    return detector


def against_scipy(force):
    """4th-order 6 Hz zero-phase Butterworth, then peaks of 40 % of the range and 0.3 s apart. As the filter runs forward and
    backward, a 2nd order is a 4th in the end; a 4th each way is what others mean."""
    try:
        from scipy.signal import butter, find_peaks, sosfiltfilt
    except ImportError:
        print("without scipy: no comparison with sosfiltfilt + find_peaks")
        return

    def peaks(order):
        smooth = sosfiltfilt(butter(order, 6, fs=RATE, output="sos"), force)
        return find_peaks(smooth, prominence=0.4 * numpy.ptp(smooth), distance=math.ceil(0.3 * RATE))[0]

    print(f"(repetitions: {process(force).count()} by process, {len(peaks(2))} peaks by scipy)")
    compare("scipy sosfiltfilt (2nd order each way) + find_peaks : process", lambda: peaks(2), lambda: process(force))
    compare("scipy sosfiltfilt (4th order each way) + find_peaks : process", lambda: peaks(4), lambda: process(force))


def feeds(feed, values):
    for value in values:
        feed(0, value)


class Ctypes:
    """The shared library by ctypes, as one would use it without this package."""

    def __init__(self, path):
        self.library = ctypes.CDLL(path)
        self.state = (ctypes.c_uint64 * 64)()
        self.events = ctypes.create_string_buffer(256 * 64)
        self.config = ctypes.create_string_buffer(256)
        self.library.bandex_detector_config_default(self.config)
        ctypes.c_uint32.from_buffer(self.config, 4).value = RATE  # rate_num
        feed, count = self.library.bandex_detector_feed, self.library.bandex_detector_count
        feed.argtypes, feed.restype = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_float], ctypes.c_int
        count.argtypes, count.restype = [ctypes.c_void_p], ctypes.c_uint32
        self.feed = lambda t_us, force, state=self.state: feed(state, t_us, force)
        self.count = lambda state=self.state: count(state)

    def restart(self):
        self.library.bandex_detector_init(self.state, ctypes.c_size_t(512), self.config)

    def process(self, force):
        """A block, 60 events at a time."""
        self.restart()
        call = self.library.bandex_detector_process
        written, consumed, at = ctypes.c_size_t(), ctypes.c_size_t(), 0
        address = force.ctypes.data
        while at < len(force):
            call(self.state, None, ctypes.c_void_p(address + 4 * at), ctypes.c_size_t(len(force) - at), self.events, ctypes.c_size_t(60),
                 ctypes.byref(written), ctypes.byref(consumed))
            at += consumed.value


def against_ctypes(values, force):
    path = os.path.join(os.path.dirname(bandex.__file__), "..", "..", "lib", "libbandex.so")
    if not os.path.exists(path):
        print("without the shared library: no comparison with ctypes")
        return
    raw, detector = Ctypes(path), bandex.Detector(RATE)
    raw.process(force)
    if raw.count() != process(force).count():
        raise SystemExit("ctypes counts otherwise: the comparison would be none")
    raw.restart()
    compare("ctypes feed, a sample : Detector.feed", lambda: feeds(raw.feed, values), lambda: feeds(detector.feed, values))
    compare("ctypes process, a block : Detector.process", lambda: raw.process(force), lambda: process(force))


class Plain:
    """A Python object as one would write it."""

    def __init__(self):
        self.peak = 1.0
        self.number = 3

    def count(self):
        return self.number


def read_peak(one, times=range(20_000)):
    for _ in times:  # ten a turn, so that the loop itself hardly counts
        one.peak; one.peak; one.peak; one.peak; one.peak; one.peak; one.peak; one.peak; one.peak; one.peak


def call_count(one, times=range(20_000)):
    for _ in times:
        one.count(); one.count(); one.count(); one.count(); one.count()
        one.count(); one.count(); one.count(); one.count(); one.count()


def against_plain_objects(force):
    rep, detector = bandex.detect(force[:2000], RATE)[0], bandex.Detector(RATE)
    compare("attribute of a plain object : of a Rep", lambda: read_peak(Plain()), lambda: read_peak(rep))
    compare("method of a plain object : of a Detector", lambda: call_count(Plain()), lambda: call_count(detector))


def in_threads(force, count):
    threads = [threading.Thread(target=process, args=(force,)) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=int, default=1_000_000, help="in the block (default a million)")
    count = parser.parse_args().samples
    force = signal(count)
    part = force[:len(force) // 50]
    values = part.tolist()

    block = min(seconds(lambda: process(force), time.process_time) for _ in range(ROUNDS))
    print(f"Detector.process of {count} float32 samples: {block * 1e9 / count:.1f} ns a sample (this machine, now)")
    against_scipy(force)
    compare("one-sample feeds : process, a sample", lambda: feeds(bandex.Detector(RATE).feed, values), lambda: process(part))
    against_ctypes(values, force)
    compare("detect(), which gives repetitions and sets : process", lambda: bandex.detect(force, RATE), lambda: process(force))
    against_plain_objects(force)
    compare(f"eight detectors one after the other : in eight threads ({os.cpu_count()} cores, by the wall)",
            lambda: [process(force) for _ in range(8)], lambda: in_threads(force, 8), clock=time.perf_counter)


if __name__ == "__main__":
    main()
