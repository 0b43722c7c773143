# SPDX-License-Identifier: MIT
"""Runs the blocks of docs/python.md and docs/lua.md, and the examples."""
import glob
import os
import pydoc
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

PROJECT, BUILD = os.environ["BANDEX_PROJECT"], os.environ["BANDEX_BUILD"]


def blocks(page, language):
    with open(os.path.join(PROJECT, "docs", page), encoding="utf-8") as file:
        return re.findall(r"```%s\n(.*?)```" % language, file.read(), re.S)


def run(words, **environment):
    return subprocess.run(words, capture_output=True, text=True, timeout=120, env=dict(os.environ, **environment))


def luas():
    for module in sorted(glob.glob(os.path.join(BUILD, "lua", "*", "bandex.so"))):
        version = os.path.basename(os.path.dirname(module))
        yield ("luajit" if version == "jit" else "lua" + version), os.path.join(os.path.dirname(module), "?.so")


class Docs(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def test_python_page(self):
        code = blocks("python.md", "python")
        self.assertGreater(len(code), 5)
        got = run([sys.executable, "-W", "error", self.write("page.py", "\n".join(code))])
        self.assertEqual((got.returncode, got.stderr), (0, ""))
        self.assertRegex(got.stdout, r"10 repetitions(.|\n)*rep 10\n(.|\n)*Next: (.|\n)*row_seated(.|\n)*NOT_FOUND")

    def test_lua_page(self):
        code = blocks("lua.md", "lua")
        self.assertGreater(len(code), 5)
        page = self.write("page.lua", "\n".join(code))
        for lua, path in luas():
            try:
                got = run([lua, page], LUA_CPATH=path)
            except FileNotFoundError:
                continue
            self.assertEqual((lua, got.returncode, got.stderr), (lua, 0, ""))
            self.assertRegex(got.stdout, r"10\t10\t(.|\n)*rep\t10\n(.|\n)*Next: (.|\n)*row_seated(.|\n)*BANDEX_E_NOT_FOUND")

    def test_ffi_block(self):
        path = os.path.join(BUILD, "lua", "jit")
        if not os.path.exists(os.path.join(path, "bandex.so")) or not shutil.which("luajit"):
            self.skipTest("without LuaJIT")
        samples = "local samples = {} for i = 0, 1999 do samples[i + 1] = 32.5 - 27.5 * math.cos(i / 31.8) end\n"
        (code,) = blocks("lua.md", "luajit")
        got = run(["luajit", self.write("page.lua", samples + code)], LUA_PATH=os.path.join(path, "?.lua"),
                  BANDEX_LIBRARY=os.path.join(BUILD, "lib", "libbandex.so"))
        self.assertEqual((got.returncode, got.stderr), (0, ""))
        self.assertRegex(got.stdout, r"rep\t3\t(.|\n)*\n\d+\.\d+\t5\d")

    def test_help(self):
        import bandex
        text = pydoc.render_doc(bandex, renderer=pydoc.plaintext)
        self.assertLess(text.count("\n"), 2500)
        self.assertNotRegex(text, r"BANDEX_[A-Z]|bandex_[a-z]+\(")
        for name in bandex.__all__:
            self.assertIn(name, text)
            if name != "REP_DTYPE":
                self.assertTrue(getattr(bandex, name).__doc__, name)
        for name in dir(bandex):
            value = getattr(bandex, name)
            if name.startswith("_") or not callable(value):
                continue
            self.assertTrue(value.__doc__, name)
            for method in vars(value) if isinstance(value, type) and value.__module__.startswith("bandex") else ():
                if not method.startswith("_") and callable(getattr(value, method)):
                    self.assertTrue(getattr(value, method).__doc__, "%s.%s" % (name, method))

    @unittest.skipUnless(os.path.exists(os.path.join(BUILD, "bin", "bandex-simulate")), "built without the examples")
    def test_training_examples(self):
        recording = self.write("set.csv", run([os.path.join(BUILD, "bin", "bandex-simulate"), "clean", "--seed", "1"]).stdout)
        log = os.path.join(self.folder, "log.bandex")
        got = run([sys.executable, os.path.join(PROJECT, "examples", "python", "train.py"), recording, log])
        self.assertEqual(got.stderr, "")
        self.assertRegex(got.stdout, r"\n\d+ repetitions(.|\n)*Next: ")
        for lua, path in luas():
            try:
                got = run([lua, os.path.join(PROJECT, "examples", "lua", "train.lua"), recording], LUA_CPATH=path)
            except FileNotFoundError:
                continue
            self.assertEqual(got.stderr, "")
            self.assertRegex(got.stdout, r"\n\d+ repetitions(.|\n)*Next: ")

    def test_plan_examples_say_the_same_in_every_language(self):
        python = run([sys.executable, os.path.join(PROJECT, "examples", "python", "plan.py")])
        self.assertEqual((python.returncode, python.stderr), (0, ""))
        self.assertEqual(python.stdout.count(" minutes\n"), 4)
        for lua, path in luas():
            try:
                got = run([lua, os.path.join(PROJECT, "examples", "lua", "plan.lua")], LUA_CPATH=path)
            except FileNotFoundError:
                continue
            self.assertEqual((lua, got.stderr, got.stdout), (lua, "", python.stdout))

    def test_command(self):
        import bandex.__main__ as main
        if not main.find_command():
            self.skipTest("built without the command")
        got = run([sys.executable, "-m", "bandex", "--version"])
        self.assertEqual(got.returncode, 0, got.stderr)
        self.assertIn("0.1.0", got.stdout)


if __name__ == "__main__":
    unittest.main()
