#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Draws the plans of docs/progression.md and writes its part about the presets, both from the library itself.

    python3 docs/progression/generate.py build/bin/bandex          # write
    python3 docs/progression/generate.py build/bin/bandex --check  # exit 1 when the page is older than the library
"""
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
PAGE = os.path.join(HERE, "..", "progression.md")
BEGIN, END = "<!-- presets: written by docs/progression/generate.py -->\n", "<!-- end of presets -->\n"
LADDER = ["--bands", "theraband/red,theraband/green,theraband/blue", "--elongations", "600,800,1000,1200,1400,1600,1800,2000"]
START = {"start_rung": 4}
# What a preset needs beside the common settings, to show its rule within twelve weeks.
SETTINGS = {
    "band_colour": ({}, ["--capacity", "32", "--growth", "80"]),
    "weekly_sets": ({}, ["--capacity", "28"]),
    "chain": ({}, ["--capacity", "28"]),
    "delorme": ({}, ["--growth", "80", "--extra-reps", "8"]),
    "oxford": ({}, ["--growth", "80", "--extra-reps", "8"]),
    "apre10": ({}, ["--growth", "80", "--extra-reps", "6"]),
    "apre6": ({}, ["--growth", "80", "--extra-reps", "6"]),
    "apre3": ({}, ["--growth", "80", "--extra-reps", "4"]),
    "dapre": ({}, ["--growth", "80", "--extra-reps", "6"]),
    "table": ({}, ["--growth", "80", "--extra-reps", "6"]),
    "acsm_2026": ({}, ["--capacity", "28"]),
    "sum_reps": ({"threshold": 30}, ["--extra-reps", "1"]),
    "tut": ({}, ["--capacity", "28"]),
    "rir": ({}, ["--extra-reps", "0"]),
    "rts": ({}, ["--extra-reps", "0"]),
    "omni_target": ({}, ["--growth", "80"]),
}


def run(bandex, *arguments):
    return subprocess.run([bandex, *arguments], check=True, capture_output=True, text=True).stdout


def draw(bandex, preset, path):
    sets, extra = SETTINGS.get(preset["id"], ({}, []))
    command = ["simulate", "--policy", preset["id"], *LADDER]
    for name, value in {**START, **sets}.items():
        command += ["--set", f"{name}={value}"]
    if "--growth" not in extra:
        command += ["--growth", "50"]
    command += extra
    run(bandex, *command, "--svg", path)
    return " ".join(["bandex", *command])




def defaults(policy):
    """The numbers of a preset in one line."""
    parts = []
    for axis in policy.get("axes", []):
        if axis["axis"] != "load":
            parts.append(f"{axis['axis']} {axis['lo']} to {axis['hi']} by {axis['step']}")
    if "rows" in policy:
        parts.append("rows " + ", ".join(f"{row['lo']}-{row['hi']}: {row['rungs']:+d}" for row in policy["rows"]))
    if "low_permille" in policy:
        parts.append(f"window {policy['low_permille']} to {policy['high_permille']} permille")
    if "target_reps" in policy:
        parts.append(f"{policy['target_reps']} repetitions at RPE {policy['target_rpe10'] / 10:g}")
    if "set_loads" in policy:
        parts.append("sets at " + ", ".join(f"{load['permille'] / 10:g} %" for load in policy["set_loads"]))
    if "slots" in policy:
        parts.append("slots " + "/".join(str(reps) for reps in policy["slots"]))
    if policy.get("confirm", 1) > 1:
        parts.append(f"{policy['confirm']} sessions in a row")
    if "stall" in policy:
        parts.append(f"{policy['stall']['sessions']} misses: {policy['stall']['permille'] / 10:g} % lighter")
    if policy["count"] == "valid":
        parts.append("valid repetitions only")
    if policy["clamps"]["inc_max_permille"]:
        parts.append(f"steps of at most {policy['clamps']['inc_max_permille'] / 10:g} %")
    if policy["clamps"]["min_days"]:
        parts.append(f"a step every {policy['clamps']['min_days']} days at most")
    return "; ".join(parts) or "none"


def sections(bandex, folder):
    out = []
    for preset in json.loads(run(bandex, "policy", "list", "--json")):
        policy = json.loads(run(bandex, "policy", "show", preset["id"], "--json"))
        out.append(f"### `{preset['id']}`: {preset['title']}\n")
        out.append(f"{preset['rule']}\n")
        out.append(f"| | |\n|---|---|\n| Source | {preset['source']} |\n| Evidence | {preset['evidence']} |\n| Use it | {preset['use']} |\n"
                   f"| Not | {preset['avoid']} |\n| Numbers | {defaults(policy)} |\n")
        if preset["id"] != "custom":
            command = draw(bandex, preset, os.path.join(folder, preset["id"] + ".svg"))
            out.append(f"![Twelve simulated weeks of {preset['title']}](progression/{preset['id']}.svg)\n")
            out.append(f"`{command}`\n")
    return "\n".join(out)


def main(bandex, check):
    with open(PAGE, encoding="utf-8") as file:
        page = file.read()
    head, rest = page.split(BEGIN)
    tail = rest.split(END)[1]
    if check:
        import tempfile
        with tempfile.TemporaryDirectory() as folder:
            text = sections(bandex, folder)
    else:
        text = sections(bandex, HERE)
    new = head + BEGIN + "\n" + text + "\n" + END + tail
    if check:
        if new != page:
            print("docs/progression.md is older than the presets: run docs/progression/generate.py")
        return int(new != page)
    with open(PAGE, "w", encoding="utf-8") as file:
        file.write(new)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], "--check" in sys.argv))
