# SPDX-License-Identifier: MIT
"""The commands `exercises` and `catalog` as people run them.

usage: command.py COMMAND PROJECT_DIR
"""
import copy
import filecmp
import json
import os
import subprocess
import sys
import tempfile

command, project = sys.argv[1:3]
failures = 0


def run(*arguments):
    return subprocess.run([command, *arguments], capture_output=True, text=True)


def expect(condition, *what):
    global failures
    if not condition:
        failures += 1
        print("FAILED:", *what)


def records(*arguments):
    result = run("exercises", *arguments, "--json")
    expect(result.returncode == 0, arguments, result.stderr)
    return json.loads(result.stdout)


def ids(*arguments):
    return [record["id"] for record in records(*arguments)]


# --- what is printed ---
everything = records()
by_id = {record["id"]: record for record in everything}
row = by_id["row_seated"]
expect(len(everything) >= 47, len(everything))
expect(row["anchor"]["kind"] == "around_feet" and row["anchor"]["height"] == "low", row["anchor"])
expect({"muscle", "role", "side", "certainty", "sources"} == set(row["muscles"][0]), row["muscles"][0])
expect(ids("row_seated") == ["row_seated"])
lats = ids("--muscle", "latissimus_dorsi", "--role", "primary")
expect("row_seated" in lats and "squat" not in lats, lats)
expect(lats == [record["id"] for record in everything
                if any(use["muscle"] == "latissimus_dorsi" and use["role"] == "primary" for use in record["muscles"])])
expect(ids("--muscle", "upper_back", "--role", "primary") == ids("--group", "upper_back", "--role", "primary") != [])
expect(ids("--muscle", "Dorsal ancho") == ids("--muscle", "latissimus_dorsi"))
expect("pullover_standing" not in ids("--no-anchor"))
expect(all(by_id[one]["level"] == "beginner" for one in ids("--level", "beginner")))
expect(ids("squat", "--muscle", "biceps_brachii") == [])
expect("Remo sentado" in run("exercises", "row_seated", "--locale", "es").stdout)


def nothing_empty(value, where):
    if isinstance(value, (dict, list)):
        expect(len(value) > 0, "empty", where)
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            nothing_empty(inner, f"{where}.{key}")
    else:
        expect(value not in ("", None), "empty", where)


for record in everything:
    nothing_empty(record, record["id"])

# --- bad command lines ---
for arguments, code in ((("exercises", "no_such"), 1), (("exercises", "--muscle", "no_such"), 2), (("exercises", "--role", "primary"), 2),
                        (("exercises", "a", "b"), 2), (("catalog",), 2), (("catalog", "no_such"), 2), (("catalog", "import"), 2),
                        (("catalog", "check", "/no/such/file"), 1), (("catalog", "check", "/"), 1), (("catalog", "export", "/dev/null"), 1),
                        (("catalog", "check", command), 1), (("catalog", "pages", "/no/such/folder"), 1)):
    result = run(*arguments)
    expect(result.returncode == code, arguments, result.returncode)
    expect(len(result.stderr.strip().splitlines()) >= 1 and "bandex" in result.stderr, arguments, result.stderr)

with tempfile.TemporaryDirectory() as folder:
    path = lambda name: os.path.join(folder, name)

    def write(name, value):
        with open(path(name), "w", encoding="utf-8") as file:
            file.write(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        return path(name)

    # --- round trip, byte for byte ---
    expect(run("catalog", "export", "-o", path("one.json")).returncode == 0)
    expect(json.load(open(path("one.json"), encoding="utf-8")) == everything)
    # The ids are changed, so that none of them is a built-in one.
    mine = copy.deepcopy(everything)
    for record in mine:
        record["id"] = "mine/" + record["id"]
    write("mine.json", mine)
    for source, target in (("mine.json", "one.cbor"), ("two.json", "two.cbor")):
        result = run("catalog", "import", path(source), "-o", path(target))
        expect(result.returncode == 0, result.stderr)
        expect(run("catalog", "export", path(target), "-o", path("two.json" if target == "one.cbor" else "three.json")).returncode == 0)
    expect(json.load(open(path("two.json"), encoding="utf-8")) == mine)
    expect(filecmp.cmp(path("one.cbor"), path("two.cbor"), shallow=False), "CBOR differs")
    expect(filecmp.cmp(path("two.json"), path("three.json"), shallow=False), "JSON differs")
    expect(f"{len(mine)} exercises" in run("catalog", "check", path("one.cbor")).stdout)
    expect(json.loads(run("catalog", "check", path("one.cbor"), "--json").stdout) == {"exercises": len(mine)})
    expect("mine/row_seated" in ids("--catalog", path("one.cbor"), "--muscle", "latissimus_dorsi"))

    # --- override and replace ---
    changed, old = copy.deepcopy(row), copy.deepcopy(row)
    changed["version"] = 2
    old.update(id="row_of_old", status="deprecated", replaced_by="row_seated")
    expect(run("catalog", "import", write("own.json", [changed, old]), "-o", path("own.cbor")).returncode == 0)
    expect(records("row_seated", "--catalog", path("own.cbor"))[0]["version"] == 2)
    result = run("exercises", "row_of_old", "--catalog", path("own.cbor"))
    expect(result.returncode == 0 and "replaced by row_seated" in result.stderr, result.stderr)
    expect("row_of_old" not in ids("--catalog", path("own.cbor")))

    # --- records that are refused, with record and field ---
    def refuse(field, change, of="row_seated", record=None):
        bad = copy.deepcopy(by_id[of])
        change(bad)
        result = run("catalog", "import", write("bad.json", bad), "-o", path("bad.cbor"))
        named = bad.get("id") if record is None else record
        expect(result.returncode == 1, field, "was taken")
        expect(field in result.stderr and (not isinstance(named, str) or named in result.stderr), field, result.stderr)
        expect(len(result.stderr.splitlines()) == 1, result.stderr)
        expect(not os.path.exists(path("bad.cbor")), field, "left a file")

    def every(record, name, value):
        for use in record["muscles"]:
            use[name] = value

    refuse("muscles[2].muscle", lambda r: r["muscles"][2].update(muscle="core_stabilizers"))
    refuse("muscles[3]", lambda r: r["muscles"].__setitem__(3, r["muscles"][1]))
    refuse("muscles", lambda r: every(r, "role", "secondary"))
    refuse("switch", lambda r: r.update(laterality="unilateral"))
    refuse("switch.rule", lambda r: r.pop("switch"), of="archery_pull")
    refuse("band.needs_anchor", lambda r: r["band"].update(needs_anchor=True))
    refuse("stretch.max_permille", lambda r: r["stretch"].update(max_permille=1000))
    refuse("steps[0].text", lambda r: r["steps"][0]["text"].pop("es"))
    refuse("mappings[0].id", lambda r: r["mappings"][0].update(id="37/48"))
    refuse("cautions[0].severity", lambda r: r["cautions"][0].pop("severity"))
    refuse("names", lambda r: r["names"].update(es=""))
    refuse("names.fr", lambda r: r["names"].update(fr="Rameur"))
    refuse("cues", lambda r: r.update(cues=[]))
    refuse("replaced_by", lambda r: r.update(status="deprecated", replaced_by="nobody"))
    refuse("muscles[0].role", lambda r: r["muscles"][0].update(role="main"))
    refuse("version", lambda r: r.update(version="1"))
    refuse("version", lambda r: r.update(version=10**12))
    refuse("colour", lambda r: r.update(colour="red"))
    refuse("steps", lambda r: r.update(steps="sit down"))
    refuse("steps[1]", lambda r: r["steps"].__setitem__(1, None))
    refuse("id", lambda r: r.pop("id"))
    refuse("id", lambda r: r.update(id="Row Seated"))
    refuse("summary", lambda r: r.update(summary="one language only"))
    refuse("band.needs_anchor", lambda r: r["band"].update(needs_anchor=1))
    for text in ("", "{", "[", "[1]", "nonsense", '{"id": "\\u0000"}', "[" * 100, json.dumps([row, row])):
        result = run("catalog", "import", write("bad.json", text), "-o", path("bad.cbor"))
        expect(result.returncode == 1 and len(result.stderr.splitlines()) == 1, text[:20], result.stderr)

    # --- what is generated is fresh ---
    os.mkdir(path("pages"))
    expect(run("catalog", "pages", path("pages")).returncode == 0)
    pages = os.path.join(project, "docs", "exercises")
    names = set(os.listdir(path("pages")))
    expect(names == set(os.listdir(pages)), "docs/exercises:", names ^ set(os.listdir(pages)))
    stale = filecmp.cmpfiles(path("pages"), pages, names & set(os.listdir(pages)), shallow=False)[1]
    expect(not stale, "stale, run cmake --build build --target exercise_pages:", stale)
    schema = os.path.join(project, "docs", "format", "exercise.schema.json")
    expect(run("catalog", "schema", "-o", path("schema.json")).returncode == 0)
    expect(filecmp.cmp(path("schema.json"), schema, shallow=False), "stale, run cmake --build build --target exercise_pages:", schema)

print(f"{failures} failures")
sys.exit(failures > 0)
