# SPDX-License-Identifier: MIT
"""Everything that the library exports and its headers declare can be had from Python and from Lua."""
import glob
import os
import re
import subprocess
import unittest

import bandex

PROJECT, BUILD = os.environ["BANDEX_PROJECT"], os.environ["BANDEX_BUILD"]

# What an object does by itself instead.
INSTEAD = {
    "bandex_rep_list_init": "RepList", "bandex_rep_list_add": "RepList",
    "bandex_io_memory_init": "MemoryIo",
    "bandex_history_free": "log_history_load",  # frees what it loaded
    "bandex_catalog_free": "Catalog",
}
# Types of C alone, and the class that stands for each.
TYPES = {"bandex_rep_list": "RepList", "bandex_io_memory": "MemoryIo", "bandex_io": "MemoryIo", "bandex_log": "LogHandle",
         "bandex_catalog": "Catalog", "bandex_detector": "Detector", "bandex_device_decoder": "DeviceDecoder",
         "bandex_allocator": None, "bandex_memory": None, "bandex_history": None, "bandex_text": None}


def code_of(path):
    """A header without its comments."""
    with open(path, encoding="utf-8") as file:
        return re.sub(r"/\*.*?\*/", "", file.read(), flags=re.S)


def exported():
    library = os.path.join(BUILD, "lib", "libbandex.so")
    listing = subprocess.run(["nm", "-D", "--defined-only", library], capture_output=True, text=True, check=True).stdout
    return sorted({line.split()[2].split("@")[0] for line in listing.splitlines() if line.split()[1] == "T"})


class Complete(unittest.TestCase):
    def test_functions(self):
        names = exported()
        self.assertGreater(len(names), 100)
        missing = [name for name in names if not hasattr(bandex.api, INSTEAD.get(name, name[len("bandex_"):]))]
        self.assertEqual(missing, [])

    def test_objects_have_every_method(self):
        for cls, prefix in ((bandex.Detector, "bandex_detector_"), (bandex.api.DeviceDecoder, "bandex_device_decoder_")):
            methods = {name[len(prefix):] for name in exported() if name.startswith(prefix)} - {"init"}
            missing = [name for name in methods if not name.startswith("config_") and not hasattr(cls, name)]
            self.assertEqual(missing, [], cls)

    def test_lua_functions(self):
        modules = glob.glob(os.path.join(BUILD, "lua", "*", "bandex.so"))
        if not modules:
            self.skipTest("built without Lua")
        script = 'local b = require "bandex" for n in io.lines() do if b.api[n] == nil then print(n) end end'
        wanted = "\n".join(INSTEAD.get(name, name[len("bandex_"):]) for name in exported())
        for module in modules:
            version = os.path.basename(os.path.dirname(module))
            lua = "luajit" if version == "jit" else "lua" + version
            try:
                got = subprocess.run([lua, "-e", script], input=wanted, capture_output=True, text=True,
                                     env=dict(os.environ, LUA_CPATH=os.path.join(os.path.dirname(module), "?.so")))
            except FileNotFoundError:
                continue
            self.assertEqual((got.stdout, got.stderr), ("", ""), version)

    def test_types_and_constants(self):
        for path in glob.glob(os.path.join(PROJECT, "include", "bandex", "*.h")):
            text = code_of(path)
            for name in re.findall(r"^\} (bandex_\w+);", text, re.M):
                if TYPES.get(name, "") is None:
                    continue
                shown = TYPES.get(name) or "".join(part.capitalize() for part in name[7:].split("_"))
                self.assertTrue(hasattr(bandex, shown) or hasattr(bandex.api, shown), name)
            for name in re.findall(r"^\s+(BANDEX_\w+) =", text, re.M):
                self.assertTrue(hasattr(bandex.api, name[len("BANDEX_"):]), name)
            for name in re.findall(r"^#define BANDEX_(\w+)[ \t]+\S", text, re.M):
                self.assertTrue(name in ("API", "DEPRECATED") or hasattr(bandex.api, name), name)
        self.assertEqual((bandex.api.STEP_UNKNOWN, bandex.api.WEEK_MS), (-2**31, 7 * 86400000))
        self.assertEqual(bandex.api.ANCHORS_OUTSIDE & 1 << bandex.AnchorKind.DOOR, 1 << bandex.AnchorKind.DOOR)

    def test_records_have_every_field(self):
        for path in glob.glob(os.path.join(PROJECT, "include", "bandex", "*.h")):
            text = code_of(path)
            for name, body in re.findall(r"typedef struct (bandex_\w+) \{(.*?)\n\} \1;", text, re.S):
                cls = getattr(bandex, "".join(part.capitalize() for part in name[7:].split("_")), None)
                if cls is None or not hasattr(cls, "_fields"):
                    continue
                for field in re.findall(r"\b(\w+)(?:\[[^\]]*\])*;", body):
                    pointer = re.search(r"\*\s*%s;" % field, body)
                    if field.endswith(("_", "count", "size", "capacity")) or field in ("user", "allocator", "in"):
                        continue  # private, or the length of a list
                    if name == "bandex_simulation" and pointer:
                        continue  # memory that the binding lends
                    self.assertIn(field, cls._fields, name)


if __name__ == "__main__":
    unittest.main()
