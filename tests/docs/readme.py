# SPDX-License-Identifier: MIT
"""Runs every block of code in README.md: what stands there works as it stands there."""
import os
import re
import subprocess
import sys
import tempfile
import unittest

PROJECT, BUILD, CC = sys.argv[1:4]
PYTHON = "".join(sys.argv[4:]) or sys.executable  # that the package was built for
FORCE, TRUTH = [], []


def blocks(language):
    with open(os.path.join(PROJECT, "README.md")) as file:
        return re.findall(r"```%s\n(.*?)```" % language, file.read(), re.S)


def run(words, **options):
    return subprocess.run(words, capture_output=True, text=True, timeout=300, **options)


class Readme(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        if not FORCE:
            simulate = [BUILD + "/bin/bandex-simulate", "clean", "--seed", "1"]
            FORCE.extend(line.split(",")[1] for line in run(simulate).stdout.splitlines() if line[:1].isdigit())
            TRUTH.extend(run(simulate + ["--truth"]).stdout.splitlines()[1:])

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w") as file:
            file.write(text)
        return path

    def record(self):
        self.write("set.csv", "t_s,force_n\n" + "".join("%.4f,%s\n" % (i / 80, f) for i, f in enumerate(FORCE)))

    def check(self, got, pattern):
        self.assertEqual(got.returncode, 0, got.stderr)
        self.assertRegex(got.stdout, pattern)

    def test_c_and_firmware(self):
        app, firmware = blocks("c")
        program = os.path.join(self.folder, "counter")
        options = ["-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror", "-I" + PROJECT + "/include"]
        self.check(run([CC, *options, self.write("app.c", app), "-o", program, "-L" + BUILD + "/lib", "-lbandex",
                        "-Wl,-rpath," + BUILD + "/lib"]), "^$")
        self.check(run([program], input="\n".join(FORCE)), r"(^|\n)%d: \d+\.\d N\n$" % len(TRUTH))
        self.check(run([CC, *options, "-ffreestanding", "-c", self.write("firmware.c", firmware), "-o", os.devnull]), "^$")

    @unittest.skipUnless(os.path.isdir(BUILD + "/python"), "built without Python")
    def test_python(self):
        (code,) = blocks("python")
        path = self.write("a.py", code)
        self.record()
        self.check(run([PYTHON, path], cwd=self.folder, env=dict(os.environ, PYTHONPATH=BUILD + "/python")), r"^%d repetitions\n(.*peak \d+\.\d N.*\n){%d}$" % (len(TRUTH), len(TRUTH)))

    @unittest.skipUnless(os.path.exists(BUILD + "/lua/5.4/bandex.so"), "built without Lua 5.4")
    def test_lua(self):
        (code,) = blocks("lua")
        path = self.write("a.lua", code)
        self.record()
        self.check(run(["lua5.4", path], cwd=self.folder, env=dict(os.environ, LUA_CPATH=BUILD + "/lua/5.4/?.so")), r"^(\d+\.\d+\t\d+\.\d+\t\d+\.\d+\n){%d}$" % len(TRUTH))

    def test_shell(self):
        (code,) = blocks("sh")
        self.write("set.csv", "force_n,t_s\n" + "".join("%s,%.4f\n" % (f, i / 80) for i, f in enumerate(FORCE)))
        self.write("counts.csv", "t_s,counts\n" + "".join("%.4f,%.0f\n" % (i / 80, 8421 + float(f) * 12660) for i, f in enumerate(FORCE)))
        got = run(["bash", "-eu", "-c", code], cwd=self.folder,
                  env=dict(os.environ, PATH=BUILD + "/bin:" + os.environ["PATH"], XDG_DATA_HOME=self.folder))
        self.check(got, "latissimus_dorsi|row_seated")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
