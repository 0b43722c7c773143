# SPDX-License-Identifier: MIT
"""Live advice through the bindings: the figures agree with the repetitions, and docs/advice.md runs as it stands."""
import glob
import math
import os
import re
import subprocess
import sys
import unittest

import bandex
from bandex import api

PROJECT, BUILD = os.environ["BANDEX_PROJECT"], os.environ["BANDEX_BUILD"]


def pulls(*peaks):
    force = [5.0] * 160
    for peak in peaks:
        force += [5 + (peak - 5) * (1 - math.cos(2 * math.pi * i / 240)) / 2 for i in range(240)]
    return force + [5.0] * 160


class Advice(unittest.TestCase):
    def test_live_equals_afterwards(self):
        config = bandex.AdviceConfig(tempo={"concentric_ms": 2000}, stop_peak_permille=150)
        force, live, later = pulls(60, 62, 50, 40), bandex.Advisor(), bandex.Advisor()
        api.advisor_init(live, config)
        api.advisor_init(later, config)
        detector, seen = bandex.Detector(rate_hz=80), []
        for newtons in force:
            detector.feed(0, newtons)
            for event in detector.events():
                api.advisor_feed(live, event)
                if event.kind == bandex.EventKind.REP_ENDED:
                    advice = bandex.Advice()
                    api.advisor_get(live, advice)
                    seen.append(advice)
        reps = bandex.detect(force, rate_hz=80)
        self.assertEqual(len(reps), 4)
        self.assertGreaterEqual(len(seen), 3)
        for i, rep in enumerate(reps):
            advice = bandex.Advice()
            api.advisor_add(later, rep)
            api.advisor_get(later, advice)
            best = max(r.peak for r in reps[:i + 1])
            self.assertEqual((advice.peak.newest, advice.peak.best), (rep.peak, best))
            self.assertAlmostEqual(advice.peak.loss_permille, 1000 * (1 - rep.peak / best), delta=0.51)
            self.assertEqual(advice.concentric.took_ms, (rep.concentric_us + 500) // 1000)
            self.assertEqual(advice.concentric.pace, bandex.Pace.SHORT)
            self.assertEqual(bool(advice.flags & bandex.AdviceFlag.STOP), i >= 2)
            if i < len(seen):
                self.assertEqual((seen[i].rep_id, seen[i].flags), (advice.rep_id, advice.flags))
                self.assertEqual(seen[i].peak, advice.peak)

    def test_bad_values(self):
        advisor, advice = bandex.Advisor(), bandex.Advice()
        with self.assertRaises(bandex.ArgumentError):
            api.advisor_init(advisor, bandex.AdviceConfig(stop_after=0))
        api.advisor_init(advisor, None)
        with self.assertRaises(bandex.NotFoundError):
            api.advisor_get(advisor, advice)
        with self.assertRaises((TypeError, ValueError)):
            api.advisor_feed(advisor, 7)

    def test_work_from_the_force(self):
        use, work, spring = bandex.BandUse(band="theraband/green", rest_mm=1000, strands=1), bandex.Work(), bandex.Spring()
        api.spring_open(spring, bandex.band("theraband/green"), None, use, 0)
        reps = bandex.detect(pulls(20, 20), rate_hz=80)
        api.rep_work(reps[0], spring, work)
        answer = bandex.BandAnswer()
        api.spring_force(spring, work.peak_mm, answer)
        self.assertAlmostEqual(answer.force_n, reps[0].peak, delta=0.01)
        self.assertAlmostEqual(work.power_w, work.stretch_j / reps[0].concentric_s, delta=1e-4)


class Page(unittest.TestCase):
    def blocks(self, language):
        with open(os.path.join(PROJECT, "docs", "advice.md"), encoding="utf-8") as file:
            return re.findall(r"```%s\n(.*?)```" % language, file.read(), re.S)

    def test_python(self):
        (code,) = self.blocks("python")
        got = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
        self.assertEqual((got.returncode, got.stderr), (0, ""))
        self.assertEqual([line.endswith("stop") for line in got.stdout.splitlines()], [False, False, True, True])

    def test_lua(self):
        (code,) = self.blocks("lua")
        for module in sorted(glob.glob(os.path.join(BUILD, "lua", "*", "bandex.so"))):
            version = os.path.basename(os.path.dirname(module))
            words = ["luajit" if version == "jit" else "lua" + version, "-"]
            got = subprocess.run(words, input=code, capture_output=True, text=True, timeout=60,
                                 env=dict(os.environ, LUA_CPATH=os.path.join(os.path.dirname(module), "?.so")))
            self.assertEqual((got.returncode, got.stderr), (0, ""), version)
            self.assertGreaterEqual(len(got.stdout.splitlines()), 3, version)


if __name__ == "__main__":
    unittest.main()
