# SPDX-License-Identifier: MIT
"""bindings/lua/bandex_ffi.lua says what the header says: sizes, offsets and types of fields, prototypes, constants."""
import os
import re
import shutil
import subprocess
import tempfile
import unittest

PROJECT = os.environ["BANDEX_PROJECT"]
SOURCE = os.path.join(PROJECT, "bindings", "lua", "bandex_ffi.lua")
STRUCTS = ("bandex_detector", "bandex_rep", "bandex_event", "bandex_detector_config", "bandex_rep_list")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def words(text):
    return re.sub(r"\s*([*,()])\s*", r"\1", " ".join(text.split()))


@unittest.skipUnless(shutil.which("cc"), "without a C compiler")
class Ffi(unittest.TestCase):
    def setUp(self):
        source = read(SOURCE)
        self.declared = re.search(r"ffi\.cdef \[\[(.*?)\]\]", source, re.S).group(1)
        self.constants = dict(re.findall(r"\b([A-Z][A-Z0-9_]+) = (\d+)", source.split("local bandex = {")[1].split("\n}\n")[0]))
        self.header = re.sub(r"/\*.*?\*/", "", read(os.path.join(PROJECT, "include", "bandex", "rep.h")), flags=re.S)

    def fields(self, struct):
        body = re.search(r"\{([^{}]*)\} %s;" % struct, self.declared).group(1)
        return re.findall(r"(\w+)(?:\[[^\]]*\])?\s*(?:,|;)", body)

    def compile(self, code):
        with tempfile.TemporaryDirectory() as folder:
            path, program = os.path.join(folder, "check.c"), os.path.join(folder, "check")
            with open(path, "w", encoding="utf-8") as file:
                file.write(code)
            got = subprocess.run(["cc", "-Werror", "-I", os.path.join(PROJECT, "include"), "-o", program, path],
                                 capture_output=True, text=True)
            self.assertEqual((got.returncode, got.stderr), (0, ""))
            return subprocess.run([program], capture_output=True, text=True, check=True).stdout.split()

    def test_prototypes(self):
        mine = {words(one) for one in re.findall(r"^[^\n{}]*\([^\n]*;$", self.declared, re.M)}
        theirs = {words(one) for one in re.findall(r"BANDEX_API ([^;]*;)", self.header)}
        self.assertGreater(len(theirs), 15)
        status = {one for one in mine if "bandex_status_" in one}
        self.assertEqual(mine - status, theirs)
        self.assertEqual(len(status), 2)

    def test_constants(self):
        theirs = re.findall(r"\bBANDEX_([A-Z0-9_]+) =|#define BANDEX_([A-Z0-9_]+) \d", self.header)
        names = sorted(a or b for a, b in theirs)
        self.assertEqual(sorted(self.constants), names)
        prints = "".join('printf("%%d\\n", (int)BANDEX_%s);' % name for name in names)
        values = self.compile("#include <bandex/rep.h>\n#include <stdio.h>\nint main(void) { %s return 0; }" % prints)
        self.assertEqual({name: self.constants[name] for name in names}, dict(zip(names, values)))

    def test_layout(self):
        # The declarations once more under other names, so that the compiler tells whether both are alike.
        other = re.sub(r"\bbandex_", "ffi_", "\n".join(re.findall(r"typedef.*?\} \w+;|typedef int32_t[^\n]*", self.declared, re.S)))
        checks = []
        for struct in STRUCTS:
            twin = struct.replace("bandex_", "ffi_")
            checks.append("_Static_assert(sizeof(%s) == sizeof(%s) && _Alignof(%s) == _Alignof(%s), \"\");" % (struct, twin, struct, twin))
            self.assertGreater(len(self.fields(struct)), 1, struct)
            for field in self.fields(struct):
                where = "offsetof(%s, %s)"
                checks.append("_Static_assert(%s == %s, \"%s\");" % (where % (struct, field), where % (twin, field), field))
                kind = "((%s *)0)->%s"
                checks.append("_Static_assert(sizeof(%s) == sizeof(%s), \"%s\");" % (kind % (struct, field), kind % (twin, field), field))
                if field not in ("rep", "reps", "waiting", "opaque_", "reserved_"):
                    checks.append("_Static_assert(__builtin_types_compatible_p(__typeof__(%s), __typeof__(%s)), \"%s\");" % (
                        kind % (struct, field), kind % (twin, field), field))
            told = re.search(r"typedef (?:struct|union) %s \{(.*?)\n\} %s;" % (struct, struct), self.header, re.S).group(1)
            self.assertEqual(self.fields(struct), re.findall(r"(\w+)(?:\[[^\]]*\])?;", told), struct)
        self.compile("#include <bandex/rep.h>\n%s\n%s\nint main(void) { return 0; }" % (other, "\n".join(checks)))

    def test_luajit_sees_the_same_sizes(self):
        lua = shutil.which("luajit")
        if not lua:
            self.skipTest("without luajit")
        script = "local ffi = require 'ffi' ffi.cdef(io.read('*a')) for _, n in ipairs{%s} do print(ffi.sizeof(n)) end" % ", ".join(
            "'%s'" % name for name in STRUCTS)
        got = subprocess.run([lua, "-e", script], input=self.declared, capture_output=True, text=True, check=True).stdout.split()
        prints = "".join('printf("%%zu\\n", sizeof(%s));' % name for name in STRUCTS)
        self.assertEqual(got, self.compile("#include <bandex/rep.h>\n#include <stdio.h>\nint main(void) { %s return 0; }" % prints))


if __name__ == "__main__":
    unittest.main()
