# SPDX-License-Identifier: MIT
"""Eight threads on eight detectors, and on one: results as without threads, and never a crash."""
import array
import sys
import threading
import unittest

import bandex
from signals import pulls

THREADS = 8
SIGNALS = [array.array("f", pulls(3 + i, high=40 + 5 * i) * 20) for i in range(THREADS)]


def together(work):
    """Runs work(0) ... work(7) in a thread each; gives the results."""
    results, errors = [None] * THREADS, []
    barrier = threading.Barrier(THREADS)

    def run(i):
        try:
            barrier.wait()
            results[i] = work(i)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(i,)) for i in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results


class Threads(unittest.TestCase):
    def setUp(self):
        interval = sys.getswitchinterval()
        sys.setswitchinterval(1e-5)
        self.addCleanup(sys.setswitchinterval, interval)

    def test_detect(self):
        want = [bandex.detect(signal, 80).to_bytes() for signal in SIGNALS]
        for _ in range(10):
            self.assertEqual(together(lambda i: bandex.detect(SIGNALS[i], 80).to_bytes()), want)

    def test_a_detector_each(self):
        def blocks(i):
            detector, events = bandex.Detector(80), []
            for start in range(0, len(SIGNALS[i]), 500):
                events += detector.process(SIGNALS[i][start:start + 500])
            return events + detector.finish()

        self.assertEqual(together(blocks), [blocks(i) for i in range(THREADS)])

    def test_one_detector_for_all(self):
        detector = bandex.Detector(80)

        def use(i):
            for start in range(0, 5000, 100):
                detector.process(SIGNALS[i][start:start + 100])
                detector.feed(0, 1.0)
                list(detector.events())
            return detector.count()

        together(use)
        detector.reset()
        self.assertEqual(len(list(detector.reps([SIGNALS[0]]))), len(bandex.detect(SIGNALS[0], 80)))

    def test_everything_else_at_once(self):
        ladder = bandex.ladder(["theraband/red", "theraband/green"])

        def use(i):
            said = []
            for _ in range(20):
                said.append(bandex.policy("double", lo=8).next(ladder).text("es" if i % 2 else "en"))
                said.append(bandex.exercise("row_seated").name("es" if i % 2 else "en"))
                said.append(bandex.force("theraband/green", 750, 1000 + i).force_mn)
                said.append(bandex.Set.from_bytes(bandex.Set(exercise="x%d" % i, reps=[bandex.Rep(rep_id=1)]).to_bytes()).exercise)
                try:
                    bandex.exercise("none_%d" % i)
                except bandex.NotFoundError as error:
                    said.append(str(error))
            return said

        self.assertEqual(together(use), [use(i) for i in range(THREADS)])


if __name__ == "__main__":
    unittest.main()
