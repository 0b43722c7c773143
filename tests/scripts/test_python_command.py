# SPDX-License-Identifier: MIT
"""`python -m bandex` does what the command does: every subcommand that `bandex --help` names, byte for byte."""
import os
import re
import subprocess
import sys
import unittest

import bandex
from place import BUILD, Place

import recording

COMMAND = os.path.join(BUILD, "bin", "bandex")

# One use of each subcommand. SET, LOG and OUT stand for files in the test's folder, - for standard input.
USES = {
    "reps": [["SET"], ["SET", "--json"], ["-"], ["SET", "--svg=OUT"], ["none.csv"]],
    "train": [["SET", "--exercise=row_seated", "--band=theraband/green", "--log=NEW"], ["SET"]],
    "next": [["--exercise=row_seated", "--log=LOG", "--json"], ["--exercise=juggling", "--log=LOG"]],
    "policy": [["list"], ["show", "double", "--cbor"], ["lint", "double"]],
    "simulate": [["--weeks=2", "--svg=OUT"]],
    "log": [["check", "LOG"], ["show", "LOG"], ["export", "LOG"], ["check", "SET"]],
    "muscles": [[], ["--json"]],
    "bands": [["--json"]],
    "force": [["theraband/green", "--rest=750", "--length=1150"], ["theraband/green"]],
    "plan": [["--muscles=upper_back:6", "--minutes=20", "--bands=theraband/red"], ["--muscles=wings:6"]],
    "volume": [["--log=LOG"], ["LOG"]],
    "exercises": [["row_seated"], ["--muscle=latissimus_dorsi"]],
    "catalog": [["export"], ["check", "SET"]],
}


@unittest.skipUnless(os.access(COMMAND, os.X_OK), "built without the command")
class Command(Place):
    def setUp(self):
        super().setUp()
        signal = recording.simulate(8, 1)
        self.text = "t_s,force_n\n" + "".join(f"{t / 1e6:.6f},{f:.4f}\n" for t, f in zip(signal.t_us, signal.force))
        self.write("SET", self.text)
        with bandex.Log(self.path("LOG")) as log:
            log.append(bandex.Set(exercise="row_seated", band="theraband/green", reps=signal.detect(), start_ms=1_700_000_000_000))

    def run_one(self, program, words):
        for name in ("OUT", "NEW"):
            if os.path.exists(self.path(name)):
                os.unlink(self.path(name))
        got = subprocess.run(program + words, capture_output=True, input=self.text.encode(), cwd=self.folder, timeout=120)
        drawn = b""
        if os.path.exists(self.path("OUT")):
            with open(self.path("OUT"), "rb") as file:
                drawn = file.read()
        return got.returncode, got.stdout, got.stderr, drawn, os.path.exists(self.path("NEW"))

    def same(self, *words):
        expected = self.run_one([COMMAND], list(words))
        self.assertEqual(self.run_one([sys.executable, "-m", "bandex"], list(words)), expected, words)
        return expected

    def test_every_subcommand(self):
        _, text, *_ = self.same("--help")
        names = re.findall(r"^  (\w+)  +\w", text.decode(), re.M)
        self.assertEqual(sorted(names), sorted(USES), "a subcommand that this test does not know, or one that is gone")
        codes = set()
        for name in names:
            code, out, *_ = self.same(name, "--help")
            self.assertEqual((code, out[:7]), (0, b"Usage: "))
            for number, words in enumerate(USES[name]):
                code, out, err, *_ = self.same(name, *words)
                self.assertTrue(out or err, (name, words))
                if number == 0:
                    self.assertEqual(code, 0, (name, words, err))
                codes.add(code)
        self.assertEqual(codes, {0, 1, 2})

    def test_mistakes(self):
        for words in ([], ["juggle"], ["reps", "--no-such-option"], ["--version"]):
            self.same(*words)


if __name__ == "__main__":
    unittest.main()
