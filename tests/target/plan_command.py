#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""bandex plan and bandex volume from the outside: exit codes, JSON, what stands in it, the picture."""
import json
import math
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

BANDEX = sys.argv[1]
BASE = ["plan", "--muscles", "upper_back:6,latissimus_dorsi:4", "--minutes", "25", "--bands", "theraband/red,theraband/green",
        "--anchor", "none"]


def run(*arguments):
    done = subprocess.run([BANDEX, *arguments], capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout, done.stderr


def plan(*arguments):
    code, out, err = run(*BASE, *arguments, "--json")
    assert code == 0, (code, err)
    return json.loads(out)


def check_shape(made):
    for item in made["items"]:
        for key in ("exercise", "band", "anchor", "sets", "reps", "side", "seconds"):
            assert key in item, (key, item)
        assert item["side"] in ("both", "each")
    for target in made["targets"]:
        assert abs(target["target"] - target["achieved"] - target["shortfall"]) < 1e-9 or target["shortfall"] == 0
    for left in made["left_out"]:
        assert left["exercise"] and left["rule"] and left["value"], left
    assert made["seconds"] == sum(item["seconds"] for item in made["items"])


made = plan()
check_shape(made)
assert made["seconds"] <= 25 * 60 and made["items"]
assert {item["band"] for item in made["items"]} <= {"theraband/red", "theraband/green"}
assert not {item["anchor"] for item in made["items"]} & {"door", "pole", "beam", "partner"}
assert [t["muscle"] for t in made["targets"]] == ["upper_back", "latissimus_dorsi"]
assert all(t["shortfall"] == 0 for t in made["targets"])
assert {"exercise": "pullover_standing", "rule": "anchor", "value": "door"} in made["left_out"]
assert made == plan(), "the same request gives the same plan"
assert plan("--seed", "7")["targets"] == made["targets"]

# What cannot be reached is no error: the plan comes with its shortfall and the rule.
code, out, err = run("plan", "--muscles", "upper_back:40", "--minutes", "10", "--bands", "theraband/red", "--json")
assert code == 0, err
short = json.loads(out)
check_shape(short)
assert short["targets"][0]["shortfall"] > 0 and short["targets"][0]["rule"] == "time"

for extra in (["--max-bands", "1"], ["--max-exercises", "1"], ["--avoid", "row_standing"], ["--level", "beginner"],
              ["--population", "children"], ["--position", "seated"], ["--equipment", "none"], ["--max-force", "9"],
              ["--contraindication", "hernia"], ["--stature", "1300"], ["--bands", "theraband/blue:700"], ["--search", "greedy"]):
    check_shape(plan(*extra))

week = plan("--week", "3")
check_shape(week)
assert [session["day"] for session in week["sessions"]] == [1, 3, 5]
for session in week["sessions"]:
    check_shape(session)
    assert session["seconds"] <= 25 * 60
assert sum(len(session["items"]) for session in week["sessions"]) == len(week["items"])

code, out, err = run(*BASE)
assert code == 0 and "sets" in out and "not medical advice" in out

with tempfile.TemporaryDirectory() as folder:
    picture = os.path.join(folder, "body.svg")
    code, out, err = run(*BASE, "--svg", picture)
    assert code == 0, err
    titles = [e.text for e in xml.parse(picture).iter() if e.tag.endswith("title")]
    assert any("Latissimus dorsi" in t and "4 sets" in t for t in titles), titles
    stored = os.path.join(folder, "plan.cbor")
    code, out, err = run(*BASE, "--json", "-o", stored)
    assert code == 0 and json.loads(run("plan", "--show", stored, "--json")[1]) == json.loads(out) == made, err
    sheet = run("plan", "--show", stored)[1]
    assert sheet.splitlines()[1:] == run(*BASE)[1].splitlines()[1:], sheet
    with open(stored, "rb") as file:
        record = file.read()
    for damaged in (b"", record[:-1], record + b"x", b"x" * 100000, b"\xa1\x00\x0b", record.replace(b"row_standing", b"row_stanging")):
        with open(stored, "wb") as file:
            file.write(damaged)
        code, out, err = run("plan", "--show", stored)
        assert code == 1 and len(err.splitlines()) == 1, (damaged[:20], code, err)
    for bad in (folder, os.path.join(folder, "missing")):
        code, out, err = run("plan", "--show", bad)
        assert code == 1 and len(err.splitlines()) == 1, (bad, code, err)
    code, out, err = run(*BASE, "--svg", os.path.join(folder, "nowhere", "body.svg"))
    assert code == 1 and len(err.splitlines()) == 1, err
    for arguments in (["volume", "--log", os.path.join(folder, "none.bandex")], ["volume", "--log", folder]):
        code, out, err = run(*arguments)
        assert code == 1 and len(err.splitlines()) == 1, (arguments, code, err)

with tempfile.TemporaryDirectory() as folder:
    recording, log = os.path.join(folder, "set.csv"), os.path.join(folder, "training.bandex")
    with open(recording, "w") as file:
        file.write("t_s,force_n\n")
        for i in range(80 * 50):
            t = i / 80
            file.write("%.4f,%.3f\n" % (t, 2 + (10 - 10 * math.cos(math.pi * (t - 4) / 2) if 4 < t < 44 else 0)))
    for exercise in ("row_standing", "row_seated"):
        code, out, err = run("train", recording, "--exercise", exercise, "--band", "theraband/green", "--log", log)
        assert code == 0, err
    code, out, err = run("volume", "--log", log, "--weeks", "2", "--landmarks", "schoenfeld_2017", "--json")
    assert code == 0, err
    entries = json.loads(out)  # two weeks, should midnight of a Sunday fall between the two sets

    def total(muscle, side, key):
        return sum(entry[side][key] for entry in entries if entry["muscle"] == muscle)

    assert total("latissimus_dorsi", "left", "sets") == total("latissimus_dorsi", "right", "sets") == 2, entries
    assert total("latissimus_dorsi", "left", "impulse_ns") > 500 and total("latissimus_dorsi", "left", "tut_s") > 40
    assert total("upper_back", "left", "sets") == 2 and total("biceps_brachii", "left", "sets") == 1
    assert all(entry["zone"] == "below" and "work_j" not in entry["left"] for entry in entries), "no lengths were told"
    code, out, err = run("volume", "--log", log, "--muscle", "soleus", "--weeks", "3", "--json")
    assert [entry["sets"] for entry in json.loads(out)] == [0, 0, 0], (out, err)
    code, out, err = run("volume", "--log", log, "--svg", os.path.join(folder, "done.svg"))
    assert code == 0 and "latissimus_dorsi" in out, err
    xml.parse(os.path.join(folder, "done.svg"))

wheel = json.loads(run("plan", "--muscles", "upper_back:4", "--bands", "theraband/red", "--population", "wheelchair", "--json")[1])
assert wheel["items"] and {item["position"] for item in wheel["items"]} == {"wheelchair"}

# The command line is wrong: one clear line and exit 2; the data are wrong: exit 1.
for code, arguments in (
        (2, ["plan"]), (2, ["plan", "--muscles", "back:4"]), (2, ["plan", "--bands", "theraband/red"]),
        (2, [*BASE, "--muscles", "nothing:4"]), (2, [*BASE, "--muscles", "back:x"]), (2, [*BASE, "--muscles", "back:-1"]),
        (2, [*BASE, "--muscles", "back:nan"]), (2, [*BASE, "--muscles", "back,,chest"]), (2, [*BASE, "--bands", "nobody/none"]),
        (2, [*BASE, "--bands", "x" * 100000]), (2, [*BASE, "--anchor", "moon"]),
        (2, [*BASE, "--minutes", "0"]), (2, [*BASE, "--week", "8"]), (2, [*BASE, "--level", "king"]),
        (2, [*BASE, "--stature", "3"]), (2, [*BASE, "--population", "cats"]), (2, [*BASE, "extra"]),
        (2, [*BASE, "--avoid", "nothing"]), (2, [*BASE, "--policy", "sum"]), (2, [*BASE, "--search", "magic"]),
        (1, [*BASE, "--contraindication", "not_a_code"]), (2, ["volume"]), (2, ["volume", "--log", "x", "--weeks", "0"]),
        (2, ["volume", "--log", "x", "--landmarks", "mine"])):
    got, out, err = run(*arguments)
    assert got == code, (arguments[:12], got, err)
    assert err and len(err) < 2000, err

print("bandex plan, bandex volume: all as expected")
