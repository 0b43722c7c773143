# SPDX-License-Identifier: MIT
"""What the tests of the scripts share."""
import os
import subprocess
import sys
import tempfile
import unittest

PROJECT, BUILD = os.environ["BANDEX_PROJECT"], os.environ["BANDEX_BUILD"]
EXAMPLES = os.path.join(PROJECT, "examples", "python")
sys.path.insert(0, EXAMPLES)


def has(*modules):
    """Whether packages are installed; tests/run.sh installs them all."""
    try:
        for module in modules:
            __import__(module)
    except ImportError:
        return False
    return True


class Place(unittest.TestCase):
    """A folder that goes away, and a way to run a script."""

    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w" if isinstance(text, str) else "wb") as file:
            file.write(text)
        return self.path(name)

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()

    def words(self, script, *arguments):
        return [sys.executable, os.path.join(EXAMPLES, script), *map(str, arguments)]

    def run_it(self, script, *arguments, input=None, code=0):
        """Runs an example and gives its standard output, or with another code its standard error."""
        got = subprocess.run(self.words(script, *arguments), capture_output=True, text=not isinstance(input, bytes), timeout=300,
                             input=input, cwd=self.folder)
        err = got.stderr if isinstance(got.stderr, str) else got.stderr.decode()
        self.assertNotIn("Traceback", err)
        self.assertEqual(got.returncode, code, err)
        return (got.stdout if isinstance(got.stdout, str) else got.stdout.decode()) if code == 0 else err
