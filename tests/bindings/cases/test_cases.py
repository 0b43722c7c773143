# SPDX-License-Identifier: MIT
"""The answers of C, Python and every Lua to cases.txt are the same, byte for byte."""
import difflib
import glob
import os
import subprocess
import sys
import unittest

BUILD, HERE = os.environ["BANDEX_BUILD"], os.path.dirname(os.path.abspath(__file__))
CASES = os.path.join(HERE, "cases.txt")


def answers(*words, **environment):
    got = subprocess.run([*words, CASES], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ, **environment))
    if got.returncode or got.stderr:
        raise AssertionError("%s: %s" % (words, got.stderr.decode()[-2000:]))
    return got.stdout


class Cases(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.want = answers(os.path.join(BUILD, "tests", "bindings_cases"))

    def check_same(self, got, language):
        if got != self.want:
            pair = [text.decode("utf-8", "replace").splitlines() for text in (self.want, got)]
            self.fail("\n".join(line[:300] for line in list(difflib.unified_diff(*pair, "C", language, n=0, lineterm=""))[:20]))

    def test_every_case_is_answered(self):
        with open(CASES, encoding="utf-8") as file:
            asked = {tuple(line.split()[:2]) for line in file if line.strip() and not line.startswith(("#", "fields"))}
        given = {tuple(line.split()[:2]) for line in self.want.decode().splitlines()}
        self.assertGreater(len(asked), 100)
        self.assertEqual(asked - given, set())

    def test_refusals_of_c_are_refusals(self):
        for line in self.want.decode().splitlines():
            if line.startswith("refuse "):
                self.assertRegex(line, r"status -\d+$")

    def test_python(self):
        self.check_same(answers(sys.executable, os.path.join(HERE, "cases.py")), "Python")

    def test_lua(self):
        for module in sorted(glob.glob(os.path.join(BUILD, "lua", "*", "bandex.so"))):
            version = os.path.basename(os.path.dirname(module))
            lua = "luajit" if version == "jit" else "lua" + version
            with self.subTest(lua):
                try:
                    got = answers(lua, os.path.join(HERE, "cases.lua"), LUA_CPATH=os.path.join(os.path.dirname(module), "?.so"))
                except FileNotFoundError:
                    self.skipTest("without " + lua)
                self.check_same(got, lua)


if __name__ == "__main__":
    unittest.main()
