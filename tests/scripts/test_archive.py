# SPDX-License-Identifier: MIT
"""examples/python/archive.py: Dask over an archive of logs equals the serial run, also on a cluster by address."""
import csv
import os
import re
import unittest

import bandex
from place import Place, has

import reanalyse

EQUAL = r"equal to the serial run; [\d.]+ s alone, [\d.]+ s with (\d+) workers: [\d.]+ times as fast"


class Reanalyse(Place):
    def test_signals_in_stretches_and_with_times(self):
        import recording

        signal = recording.simulate(8, 5)
        steps = [round(force * 1000) for force in signal.force]
        expected = bandex.detect([step / 1000 for step in steps], rate_hz=80)
        half = len(steps) // 2
        with bandex.Log(self.path("log.bandex")) as log:
            stored = log.append(bandex.Set(exercise="", reps=expected))
            for first, last in ((half, len(steps)), (0, half)):  # in any order
                log.append(bandex.api.signal_encode(bandex.Signal(
                    set_id=stored.id, rate_num=80, rate_den=1, start_us=first * 12500, nano_per_step=1000000, samples=steps[first:last])))
            other = log.append(bandex.Set(exercise="", reps=expected))
            log.append(bandex.api.signal_encode(bandex.Signal(set_id=other.id, nano_per_step=1000000, samples=steps, times_us=[
                (4294000000 + i * 12500) % 2**32 for i in range(len(steps))])))  # the clock wraps
        rows = reanalyse.reanalyse(self.path("log.bandex"))
        self.assertEqual([(row["stored_reps"], row["reps"], row["partials"]) for row in rows], [(7, 7, 1)] * 2)
        for row in rows:
            self.assertAlmostEqual(row["peak"], expected.set.peak, places=3)
            self.assertAlmostEqual(row["tension_s"], expected.set.time_under_tension_s, places=3)

    def test_settings_and_damage(self):
        self.assertIn("well-formed", reanalyse.reanalyse(self.write("junk.bandex", b"no log at all"))[0]["problem"])
        self.assertTrue(reanalyse.reanalyse(self.path("none.bandex"))[0]["problem"])


@unittest.skipUnless(has("dask", "distributed"), "without dask[distributed]")
class Archive(Place):
    def setUp(self):
        super().setUp()
        self.run_it("archive.py", "generate", "logs", "--logs", 24, "--sets", 2)

    def test_on_this_machine(self):
        os.mkdir(self.path("logs/deeper"))
        self.write("logs/deeper/broken.bandex", b"no log at all")
        out = self.run_it("archive.py", "run", "logs", "--workers", 2, "--output", "sets.csv")
        with open(self.path("sets.csv"), newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual(len(rows), 24 * 2 + 1)
        reps = sum(int(row["reps"]) for row in rows)
        self.assertGreater(reps, 24 * 2 * 5)
        self.assertIn(f"25 logs, 48 sets, {reps} repetitions; 1 logs could not be read", out)
        self.assertEqual(re.search(EQUAL, out).group(1), "2")
        for row in rows:
            self.assertEqual(row["problem"] != "", row["log"].endswith("broken.bandex"))
            self.assertEqual(row["reps"] if row["set"] else "-1", row["stored_reps"])

    def test_on_a_cluster_by_address(self):
        from dask.distributed import LocalCluster

        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
            out = self.run_it("archive.py", "run", "logs", "--scheduler", cluster.scheduler_address)
            self.assertRegex(out, EQUAL)
        self.assertIn("tcp://127.0.0.1:1", self.run_it("archive.py", "run", "logs", "--scheduler", "tcp://127.0.0.1:1", code=1))

    def test_bad_input(self):
        os.mkdir(self.path("empty"))
        self.assertIn("no log (*.bandex) in it", self.run_it("archive.py", "run", "empty", code=1))
        self.run_it("archive.py", code=2)
        self.run_it("archive.py", "generate", "x", "--logs", 0, code=2)


if __name__ == "__main__":
    unittest.main()
