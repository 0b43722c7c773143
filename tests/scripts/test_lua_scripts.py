# SPDX-License-Identifier: MIT
"""examples/lua with each Lua: detect, report, plan, policy, live counting, and a C program with Lua inside. What they find
is what the same examples find in Python."""
import os
import re
import shutil
import subprocess
import tempfile
import unittest

PROJECT, BUILD, LUAS = os.environ["BANDEX_PROJECT"], os.environ["BANDEX_BUILD"], os.environ["BANDEX_LUAS"].split()
SIMULATE, COMMAND = os.path.join(BUILD, "bin", "bandex-simulate"), os.path.join(BUILD, "bin", "bandex")
SCRIPTS = os.path.join(PROJECT, "examples", "lua")


def interpreter(version):
    names = ["luajit"] if version == "jit" else ["lua" + version, "lua" + version.replace(".", ""), "lua-" + version]
    return next(filter(None, map(shutil.which, names)), None)


def environment(version):
    return dict(os.environ, LUA_CPATH=os.path.join(BUILD, "lua", version, "?.so"), LUA_PATH=";")


@unittest.skipUnless(os.access(SIMULATE, os.X_OK) and os.access(COMMAND, os.X_OK), "built without the examples")
class Scripts(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = folder.name
        cls.text = subprocess.run([SIMULATE, "partials", "--seed", "4"], capture_output=True, text=True, check=True).stdout
        cls.set = cls.write("set.csv", cls.text)
        cls.rows = [line.split(",") for line in cls.text.splitlines()[1:]]
        cls.lines = "t_us,force_n\n" + "".join(f"{float(t) * 1e6:.0f},{force}\n" for t, force in cls.rows)
        cls.log = os.path.join(cls.folder, "training.bandex")
        cls.command("train", cls.set, cls.set, "--exercise=row_seated", "--band=theraband/green", "--log=" + cls.log)
        told = re.search(r"(\d+) full, (\d+) partial", cls.command("reps", cls.set)) or re.search(
            r"(\d+) repetitions.*?(\d+) partial", cls.command("reps", cls.set), re.S)
        cls.full, cls.partial = map(int, told.groups())

    @classmethod
    def write(cls, name, text):
        path = os.path.join(cls.folder, name)
        with open(path, "w" if isinstance(text, str) else "wb") as file:
            file.write(text)
        return path

    @classmethod
    def command(cls, *words):
        return subprocess.run([COMMAND, *words], capture_output=True, text=True, check=True).stdout

    def each(self, script, *words, input="", code=0):
        """Runs a script with every Lua: all must say the same. Gives it, or with another code the standard error."""
        said = {}
        for version in LUAS:
            if lua := interpreter(version):
                got = subprocess.run([lua, os.path.join(SCRIPTS, script), *words], capture_output=True, text=isinstance(input, str),
                                     input=input, env=environment(version), cwd=self.folder, timeout=120)
                text = got.stdout if code == 0 else got.stderr
                text = text if isinstance(text, str) else text.decode(errors="replace")
                said[version] = re.sub(r"\S+\.lua:\d+: ", "", text)  # where an error was raised differs in Lua 5.1
                self.assertEqual(got.returncode, code, (version, got.stderr))
                self.assertNotIn("traceback", said[version])
        self.assertTrue(said, "no Lua")
        self.assertEqual(len(set(said.values())), 1, said)
        return next(iter(said.values()))

    def test_detect(self):
        out = self.each("detect.lua", self.set, "row_seated")
        self.assertEqual(len(re.findall(r"^ *\d+  full ", out, re.M)), self.full)
        self.assertEqual(len(re.findall(r"^ *\d+  partial ", out, re.M)), self.partial)
        self.assertRegex(out, rf"set 1: {self.full} full, {self.partial} partial, \d+\.\d s under tension")
        counts = subprocess.run([SIMULATE, "counts"], capture_output=True, text=True, check=True).stdout
        self.assertIn(" counts  up ", self.each("detect.lua", self.write("counts.csv", counts)))

    def test_detect_of_bad_input(self):
        self.assertIn("usage: lua detect.lua", self.each("detect.lua", code=2))
        self.assertIn("No such file", self.each("detect.lua", "none.csv", code=1))
        self.assertIn('no exercise is called "juggling"', self.each("detect.lua", self.set, "juggling", code=1))
        for text, message in (("", "no row holds a number"), ("1,2\n3,4\n", "names no force column"), ("force_n\n1\n", "no column t_s"),
                              ("t_s,force_n\nx,y\n", "no row holds a number"), ("t_s,force_n\n0\n1\n", "no row holds a number"), (os.urandom(4096), "names no force|no column t_s|no row")):
            self.assertRegex(self.each("detect.lua", self.write("bad.csv", text), code=1), message)

    def test_encodings(self):
        want = self.each("detect.lua", self.set)
        for name, text in (("bom.csv", b"\xef\xbb\xbf" + self.text.encode()), ("crlf.csv", self.text.replace("\n", "\r\n").encode()),
                           ("spaces.csv", self.text.replace(",", " , ").encode()), ("latin.csv", b"# \xdcbung\n" + self.text.encode())):
            self.assertEqual(self.each("detect.lua", self.write(name, text)), want, name)
        self.live(self.each("live.lua", input=b"\xef\xbb\xbf" + self.text.encode()))

    @unittest.skipUnless(os.path.exists("/dev/full"), "without /dev/full")
    def test_a_full_disk_is_told(self):
        for script, words in (("detect.lua", [self.set]), ("train.lua", [self.set]), ("report.lua", [self.log]), ("plan.lua", []), ("policy.lua", []),
                              ("live.lua", [])):
            for version in LUAS:
                if lua := interpreter(version):
                    with open("/dev/full", "w") as full, open(self.set) as text:
                        got = subprocess.run([lua, os.path.join(SCRIPTS, script), *words], stdin=text, stdout=full, stderr=subprocess.PIPE, text=True,
                                             env=environment(version), timeout=120)
                    self.assertEqual(got.returncode, 1, (script, version))
                    self.assertIn("cannot write the output", got.stderr)

    def test_train(self):
        self.assertRegex(self.each("train.lua", self.set), rf"\n{self.full} repetitions, .* s under tension\n(.|\n)*Next: ")
        self.assertRegex(self.each("train.lua", self.set, self.log), r"Next: ")

    def test_report(self):
        out = self.each("report.lua", self.log)
        self.assertRegex(out, r"^Session of 20\d\d-\d\d-\d\d \d\d:\d\d\n")
        for number in (1, 2):
            self.assertRegex(out, rf"\n +{number}  row_seated +theraband/green +{self.full} repetitions, {self.partial} partial, "
                                  r"\d+\.\d s under tension, peak \d+\.\d N\n")
        self.assertIn("row_seated trains first of all: latissimus dorsi", out)
        self.assertIn("Next: ", out)
        self.assertEqual(out, self.each("report.lua", self.log, "row_seated"))

    def test_report_of_bad_input(self):
        self.each("report.lua", code=2)
        self.assertIn("none.bandex", self.each("report.lua", "none.bandex", code=1))
        self.assertIn("set.csv", self.each("report.lua", self.set, code=1))
        self.assertIn("no session of juggling", self.each("report.lua", self.log, "juggling", code=1))

    def test_plan(self):
        out = self.each("plan.lua")
        self.assertEqual(out.count(" minutes\n"), 4)
        self.assertIn("upper_back: 6 of 6 sets", out)

    def test_policy(self):
        out = self.each("policy.lua", "double", "12", "all_hit").splitlines()
        self.assertEqual([re.search(r"theraband/(\w+) .* N  3 x +(\d+) ", line).groups() for line in out],
                         [("yellow", str(reps)) for reps in range(8, 13)] + [("red", str(reps)) for reps in range(8, 13)]
                         + [("green", "8"), ("green", "9")])
        tired = self.each("policy.lua", "double", "16", "tiring")
        self.assertIn("A set stayed below", tired)
        self.assertIn("theraband/red", tired)
        self.assertEqual(len(self.each("policy.lua").splitlines()), 24)

    def test_policy_of_bad_input(self):
        self.each("policy.lua", "hope", code=1)
        self.assertIn("a number of sessions", self.each("policy.lua", "double", "many", code=1))
        self.assertIn("no athlete", self.each("policy.lua", "double", "3", "nobody", code=1))

    def live(self, out):
        self.assertEqual(re.findall(r"^rep (\d+)", out, re.M), [str(number) for number in range(1, self.full + 1)])
        self.assertEqual(out.count("  peak "), self.full + self.partial)
        self.assertIn(f"set over: {self.full} full, {self.partial} partial", out)

    def test_live(self):
        self.live(self.each("live.lua", input=self.lines))
        self.live(self.each("live.lua", input=self.text))
        rate = (len(self.rows) - 1) / (float(self.rows[-1][0]) - float(self.rows[0][0]))
        self.live(self.each("live.lua", f"{rate:.0f}", input="".join(f"{force}\r\n" for _, force in self.rows)))
        self.live(self.each("live.lua", input=self.lines.encode().replace(b"\n", b"\nhello, world\n\xff\xfe\n1,2,3\n\n", 5) + b"x" * 10000))

    def test_live_of_bad_input(self):
        for noise in (b"", os.urandom(20000), b"1,nan,2\n"):
            self.assertIn("no line held a sample", self.each("live.lua", input=noise, code=1))
        self.each("live.lua", "fast", code=2)
        self.each("live.lua", "-80", input="1\n", code=1)

    def test_live_counts_while_the_input_is_open(self):
        lua = next(filter(None, map(interpreter, LUAS)))
        version = next(version for version in LUAS if interpreter(version))
        with subprocess.Popen([lua, os.path.join(SCRIPTS, "live.lua")], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True, env=environment(version)) as process:
            lines = self.lines.splitlines(True)
            process.stdin.writelines(lines[:len(lines) // 2])
            process.stdin.flush()
            self.assertEqual(process.stdout.readline(), "rep 1\n")
            process.stdin.writelines(lines[len(lines) // 2:])
            process.stdin.close()
            self.live("rep 1\n" + process.stdout.read())

    def host(self, version, *words, input=""):
        return subprocess.run([os.path.join(BUILD, "examples", "lua_host_" + version), *words], capture_output=True, text=True, input=input,
                              env=environment(version), timeout=120)

    def test_a_c_program_with_lua_inside(self):
        script = os.path.join(SCRIPTS, "host.lua")
        forces = "".join(f"{force}\n" for _, force in self.rows)
        rate = (len(self.rows) - 1) / (float(self.rows[-1][0]) - float(self.rows[0][0]))
        for version in LUAS:
            got = self.host(version, script, f"{rate:.0f}", input=forces)
            self.assertEqual((got.returncode, got.stderr), (0, ""), version)
            self.assertEqual(re.findall(r"^beep (\d+)$", got.stdout, re.M), [str(number) for number in range(1, self.full + 1)])
            self.assertEqual(len(re.findall(r"^\d+: peak \d+\.\d N, up \d\.\d\d s, down \d\.\d\d s, \d+ % of full$", got.stdout, re.M)),
                             self.full + self.partial)

    def test_the_c_program_tells_what_went_wrong(self):
        script = os.path.join(SCRIPTS, "host.lua")
        bad = self.write("bad.lua", "local x = = 1")
        throws = self.write("throws.lua", "function start() error('no sensor') end")
        for version in LUAS:
            self.assertEqual(self.host(version).returncode, 2)
            for words, message in ((["none.lua", "80"], "none.lua"), ([bad, "80"], "bad.lua:1:"), ([throws, "80"], "no sensor"),
                                   ([script, "-1"], "rate_hz")):
                got = self.host(version, *words)
                self.assertEqual(got.returncode, 1, version)
                self.assertIn(message, got.stderr)


if __name__ == "__main__":
    unittest.main()
