# SPDX-License-Identifier: MIT
"""Checks the metadata of the package against the published descriptions of their formats.

usage: metadata.py PACKAGE
library.json         the schema of PlatformIO Core (PyPI platformio, package.manifest.schema)
idf_component.yml    the JSON schema of Espressif's component manager (PyPI idf-component-manager: compote manifest schema)
zephyr/module.yml    keys and types of Zephyr's "Modules" guide, "Module yaml file description" (its schema is in no package)
zephyr/Kconfig       read by Kconfiglib (PyPI kconfiglib)
library.properties   the "Arduino library specification" 1.x: keys, version, category; arduino-builder reads it as well
"""
import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import kconfiglib
import yaml
from platformio.package.manifest.parser import ManifestParserFactory
from platformio.package.manifest.schema import ManifestSchema

package = Path(sys.argv[1])
version = re.search(r'BANDEX_VERSION_STRING "([0-9.]+)"', (package / "src/bandex_rep.h").read_text())[1]


def platformio():
    # PlatformIO fetches the list of SPDX licences; without a network this one entry stands for it.
    ManifestSchema.load_spdx_licenses = staticmethod(lambda: {"licenses": [{"licenseId": "MIT"}]})
    manifest = ManifestParserFactory.new_from_file(str(package / "library.json")).as_dict()
    loaded = ManifestSchema().load_manifest(manifest)
    assert loaded["version"] == version and loaded["name"] == "bandex", loaded
    json.loads((package / "library.json").read_text())


def espressif():
    schema = json.loads(subprocess.check_output([Path(sys.executable).with_name("compote"), "manifest", "schema"]))
    manifest = yaml.safe_load((package / "idf_component.yml").read_text())
    jsonschema.validate(manifest, schema)
    assert manifest["version"] == version, manifest


def zephyr():
    module = yaml.safe_load((package / "zephyr/module.yml").read_text())
    assert set(module) <= {"name", "build", "tests", "samples", "boards", "blobs"}, module
    assert isinstance(module["name"], str) and set(module["build"]) <= {"cmake", "kconfig", "depends", "settings"}, module
    assert (package / module["build"]["cmake"] / "CMakeLists.txt").is_file()
    kconfig = kconfiglib.Kconfig(str(package / module["build"]["kconfig"]))
    assert kconfig.syms["BANDEX"].type == kconfiglib.BOOL


def arduino():
    pairs = [line.split("=", 1) for line in (package / "library.properties").read_text().splitlines()]
    properties = dict(pairs)
    assert len(properties) == len(pairs)
    for key in "name version author maintainer sentence paragraph category url architectures".split():
        assert properties[key], key
    assert set(properties) <= {"name", "version", "author", "maintainer", "sentence", "paragraph", "category", "url",
                               "architectures", "depends", "dot_a_linkage", "includes", "precompiled", "ldflags"}
    assert properties["version"] == version
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 _.-]{0,62}", properties["name"])
    assert properties["category"] in {"Display", "Communication", "Signal Input/Output", "Sensors", "Device Control",
                                      "Timing", "Data Storage", "Data Processing", "Other"}
    for header in properties["includes"].split(","):
        assert (package / "src" / header).is_file()
    for line in (package / "keywords.txt").read_text().splitlines():
        assert re.fullmatch(r"\w+\t(KEYWORD1|KEYWORD2|LITERAL1)", line), line
    header = (package / "src/bandex_rep.h").read_text()
    functions = set(re.findall(r"^BANDEX_API [\w ]+?\**(bandex_\w+)\(", header, re.M))
    words = re.findall(r"^(\w+)\t(\w+)$", (package / "keywords.txt").read_text(), re.M)
    assert functions and {word for word, kind in words if kind == "KEYWORD2"} == functions
    for word, kind in words:
        assert re.search(rf"\b{word}\b", header), word


for check in platformio, espressif, zephyr, arduino:
    check()
    print(f"ok {check.__name__}")
