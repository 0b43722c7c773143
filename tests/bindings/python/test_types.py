# SPDX-License-Identifier: MIT
"""mypy --strict on the package and on a program that uses it; the stub names what the extension has."""
import ast
import importlib.util
import os
import subprocess
import sys
import tempfile
import unittest

import bandex

PACKAGE = os.path.dirname(bandex.__file__)

USE = """
import bandex
reps = bandex.detect([1.0, 2.0], rate_hz=80, count_at="top")
peak: float = reps[0].peak + reps[0].start_s
rung = bandex.Rung(band="theraband/green", force_n=20.5)
decision = bandex.policy("double", lo=8).next(bandex.ladder(["theraband/red"]))
text: str = decision.text("es")
with bandex.Log("x") as log:
    stored: bandex.Set = log.append(bandex.Set(exercise="row_seated", band="theraband/green", reps=reps))
for event in bandex.Detector(80).process([1.0]):
    count: int = event.rep.rep_id
"""


class Types(unittest.TestCase):
    def test_stub_names_what_is_there(self):
        with open(os.path.join(PACKAGE, "_bandex.pyi"), encoding="utf-8") as file:
            stub = ast.parse(file.read())
        for node in stub.body:
            if isinstance(node, ast.ClassDef):
                cls = getattr(bandex._bandex, node.name)
                told = {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
                self.assertEqual([name for name in told if not hasattr(cls, name)], [], node.name)
                there = {name for name in vars(cls) if not name.startswith("_")}
                self.assertEqual(there - told - {"this", "thisown", "own", "disown", "acquire", "next"}, set(), node.name)
            elif isinstance(node, ast.FunctionDef) and node.name != "__getattr__":
                self.assertTrue(hasattr(bandex._bandex, node.name), node.name)

    @unittest.skipUnless(importlib.util.find_spec("mypy"), "without mypy")
    def test_mypy(self):
        with tempfile.TemporaryDirectory() as folder:
            program = os.path.join(folder, "program.py")
            with open(program, "w") as file:
                file.write(USE)
            environment = dict(os.environ, MYPYPATH=os.path.dirname(PACKAGE))
            for what in (["-p", "bandex"], [program]):
                got = subprocess.run([sys.executable, "-m", "mypy", "--strict", "--cache-dir", folder, *what], cwd=folder,
                                     capture_output=True, text=True, env=environment)
                self.assertEqual(got.returncode, 0, got.stdout + got.stderr)


if __name__ == "__main__":
    unittest.main()
