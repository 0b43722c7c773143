# SPDX-License-Identifier: MIT
"""usage: check_cddl.py bandex.cddl DIR: every DIR/*.cbor is valid by the CDDL (pycddl, the Rust cddl crate), and
cbor2 decodes it and encodes the same bytes. Damaged values must be refused, so that a schema that takes anything fails."""
import pathlib
import sys

import cbor2
import pycddl

RULES = {1: "rep", 2: "set", 3: "session", 4: "removal", 5: "signal", 6: "ladder", 7: "policy-record", 8: "decision",
         9: "user", 10: "plan", 11: "instance", 12: "product", 16: "catalog"}
text = pathlib.Path(sys.argv[1]).read_text()
schemas = {}


def schema(rule):
    """The schema with that rule as its root."""
    if rule not in schemas:
        schemas[rule] = pycddl.Schema(f"root = {rule}\n" + text.replace("start = ", "any-start = ", 1))
    return schemas[rule]


def refused(rule, value):
    try:
        schema(rule).validate_cbor(cbor2.dumps(value, canonical=True))
    except pycddl.ValidationError:
        return True
    return False


count = damaged = 0
seen = set()
for path in sorted(pathlib.Path(sys.argv[2]).glob("*.cbor")):
    data = path.read_bytes()
    value = cbor2.loads(data)
    rule = RULES.get(value[0], "unknown-record") if 0 in value and not isinstance(value[0], str) else "exercise-record"
    try:
        schema(rule).validate_cbor(data)
    except pycddl.ValidationError as error:
        sys.exit(f"{path.name}: not a {rule}: {error}")
    if cbor2.dumps(value, canonical=True) != data:
        sys.exit(f"{path.name}: cbor2 encodes other bytes")
    count += 1
    if rule not in seen:
        seen.add(rule)
        for key in value:
            wrong = dict(value)
            wrong[key] = 1.5
            if rule != "unknown-record":
                if not refused(rule, wrong):
                    sys.exit(f"{path.name}: the CDDL accepts a float for key {key}")
                damaged += 1
if count < 10:
    sys.exit("no specimens")
print(f"{count} records valid by the CDDL and encoded identically by cbor2; {damaged} wrong types refused")
