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
data: bytes = bandex.api.rep_encode(reps[0])
token: "str | None" = bandex.api.muscle_area_token(bandex.area("upper_back"))
try:
    bandex.force("theraband/green", 750, 9000)
except bandex.RangeError as error:
    print(error.diag.field if error.diag else error.status)
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
        functions = {node.name: node for node in stub.body if isinstance(node, ast.FunctionDef)}
        constants = {node.target.id: node.annotation.id for node in stub.body if isinstance(node, ast.AnnAssign)}
        told = set(functions) | set(constants) | {node.name for node in stub.body if isinstance(node, ast.ClassDef)}
        there = {name for name in vars(bandex._bandex) if not name.startswith("__") and not name.startswith("SWIG")}
        self.assertEqual((told - there, there - told), (set(), set()))
        for name, kind in constants.items():
            self.assertEqual(type(getattr(bandex._bandex, name)).__name__, kind, name)
        for name, node in functions.items():  # arguments of these names are taken
            if name.startswith(("_", "detector_")) or name in ("log_close", "log_open_io"):
                continue
            try:
                getattr(bandex._bandex, name)(*(object() for _ in node.args.posonlyargs), **{argument.arg: object() for argument in node.args.args})
            except TypeError as error:
                self.assertNotRegex(str(error), "keyword argument|required argument|takes .* argument", name)
            except bandex.Error:
                pass

    @unittest.skipUnless(importlib.util.find_spec("mypy"), "without mypy")
    def test_mypy(self):
        with tempfile.TemporaryDirectory() as folder:
            program = os.path.join(folder, "program.py")
            with open(program, "w") as file:
                file.write(USE)
            environment = dict(os.environ)
            if not PACKAGE.startswith(sys.prefix):  # mypy finds an installed one by itself
                environment["MYPYPATH"] = os.path.dirname(PACKAGE)
            for what in (["-p", "bandex"], [program]):  # and a misspelt name is found
                got = subprocess.run([sys.executable, "-m", "mypy", "--strict", "--cache-dir", folder, *what], cwd=folder,
                                     capture_output=True, text=True, env=environment)
                self.assertEqual(got.returncode, 0, got.stdout + got.stderr)
            with open(program, "w") as file:
                file.write("import bandex\nbandex.api.rep_encod(1)\nbandex.detect([1.0], 80)[0].peek\nbandex.Rep(peek=1)\n")
            got = subprocess.run([sys.executable, "-m", "mypy", "--strict", "--cache-dir", folder, program], cwd=folder, capture_output=True,
                                 text=True, env=environment)
            self.assertEqual(got.stdout.count("error:"), 3, got.stdout)


if __name__ == "__main__":
    unittest.main()
