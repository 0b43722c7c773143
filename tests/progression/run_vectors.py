#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs a file of progression vectors through the Python binding.

    PYTHONPATH=build/python python3 tests/progression/run_vectors.py FILE

Without PYTHONPATH the package is looked for at build/python beside this project. What differs from the expected answer is
printed; the last line is "N passed, M failed", and the exit code is 1 when a vector failed.
"""
import json
import os
import sys

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "build", "python"))

import bandex  # noqa: E402
from bandex import api  # noqa: E402

DAY_MS = 86_400_000
UNKNOWN = -1
AXES = {"reps": 0, "sets": 1, "tut": 2, "load": 3}
PARAMETERS = {  # names in the vectors that differ from those of the presets
    "sessions": "n_up", "over_min": "over", "confirm": "n_up", "base_sets": "sets_lo", "max_sets": "sets_hi", "add": "add_sets",
    "min_days_between_steps": "min_days",
}
FORMULAS = ("epley", "brzycki", "lander", "lombardi", "mayhew", "oconner", "wathan")


def told(value):
    return UNKNOWN if value is None else int(value)


def make(kind, **fields):
    record = kind()
    for name, value in fields.items():
        setattr(record, name, value)
    return record


def make_ladder(source):
    forces = source.get("force_mN")
    ids = source.get("id") or [""] * len(forces)
    forces = forces or [None] * len(ids)
    return bandex.Ladder(rungs=[bandex.Rung(band=band, strands=1, force_mn=told(force)) for band, force in zip(ids, forces)])


def make_session(source, side=0):
    rows = source.get("sets")
    times = source.get("tut_s")
    valid = source.get("valid_reps") or []
    if rows is None:
        rows = [{} for _ in times] if times is not None else [source]
    sets = []
    for i, row in enumerate(rows or [None]):  # None: planned, nothing done
        row = row or {}
        target_tut = source.get("tut_target_s")
        sets.append(make(
            bandex.Set, side=side, rung=told(row.get("rung", source.get("rung"))), target_sets=told(source.get("sets_prescribed")),
            target_reps=told(source.get("reps_target")), target_tut_ms=UNKNOWN if target_tut is None else target_tut * 1000,
            accepted_reps=told(row.get("reps")), rir=told(row.get("rir")), rpe10=told(row.get("rpe10")), omni=told(row.get("omni")),
            tut_ms=times[i] * 1000 if times else UNKNOWN, valid_reps=valid[i] if i < len(valid) else UNKNOWN))
    return make(
        bandex.Session, start_ms=source.get("day", 0) * DAY_MS, pain_during=told(source.get("pain_during")),
        pain_morning=told(source.get("pain_morning")), readiness=told(source.get("readiness")), omni=told(source.get("omni")),
        red_flag=int(bool(source.get("red_flag"))), slot=source.get("slot", 0), sets=sets)


def make_history(source):
    if isinstance(source, list):
        return [make_session(session) for session in source]
    sessions = [make_session(s, side=1) for s in source.get("L", [])] + [make_session(s, side=2) for s in source.get("R", [])]
    return sorted(sessions, key=lambda session: session.start_ms)


def make_params(source):
    params = bandex.PresetParams()
    params.gates = 0  # only the gates that the vector names
    for name, value in source.items():
        if isinstance(value, int) and not isinstance(value, bool):
            name = PARAMETERS.get(name, name)
            if name.endswith("_s"):
                name, value = name[:-2] + "_ms", value * 1000
            try:
                api.preset_params_set(params, name, value)
            except bandex.NotFoundError:
                pass  # next_day and the like are no parameters of a policy
    if "count" in source:
        params.count_valid = int(source["count"] == "valid")
    if "on_cap" in source:
        params.on_cap = int(source["on_cap"] == "load_reset")
    if "side_mode" in source:
        params.side_mode = int(source["side_mode"] == "independent")
    for name, value in (source.get("start") or {}).items():
        api.preset_params_set(params, "start_" + name, value)
    if source.get("pain"):
        params.pain_ok_max = source["pain"].get("ok_max", 2)
        params.pain_hold_max = source["pain"].get("hold_max", 5)
    return params


def make_policy(scheme, source):
    policy = bandex.Policy()
    api.policy_preset("linear" if scheme == "sides" else scheme, make_params(source), policy)
    part = bandex.PolicyPart
    if "table" in source:
        api.policy_clear(policy, part.ROWS)
        for low, high, delta in source["table"]:
            api.policy_add_row(policy, low, high, delta)
    if "chain" in source:
        api.policy_clear(policy, part.AXES)
        for axis in source["chain"]:
            scale = 1000 if axis["axis"] == "tut" else 1
            api.policy_add_axis(policy, AXES[axis["axis"]], axis.get("lo", 0) * scale, axis.get("hi", 0) * scale, axis.get("step", 1) * scale)
    if "slots" in source:
        api.policy_clear(policy, part.SLOTS)
        for reps in source["slots"]:
            api.policy_add_slot(policy, reps)
    for days, kind, permille in source.get("layoff", []):
        api.policy_add_layoff(policy, days, 0 if kind == "hold" else permille)
    return policy


def decision_answer(decision):
    answer = {"action": api.action_name(int(decision.action)), "reason": api.reason_name(int(decision.reasons[0].code))}
    for name, value in (("rung", decision.next.rung), ("sets", decision.next.sets), ("reps", decision.next.reps), ("slot", decision.slot)):
        if value != UNKNOWN:
            answer[name] = value
    if decision.next.tut_ms != UNKNOWN:
        answer["tut_s"] = decision.next.tut_ms // 1000
    return answer


def run_policy(scheme, params, history, ladder):
    policy = make_policy(scheme, params)
    context = make(bandex.ProgressionContext, plan_day=0, day=told(params.get("next_day")))
    sessions = make_history(history)
    if scheme == "sides":
        left, right = bandex.Decision(), bandex.Decision()
        api.progression_next_sides(policy, ladder, sessions, context, left, right)
        return {"L": decision_answer(left), "R": decision_answer(right)}
    decision = bandex.Decision()
    api.progression_next(policy, ladder, sessions, context, decision)
    return decision_answer(decision)


def run_set_loads(params, first, ladder):
    rungs, at_floor = api.ladder_set_loads(ladder, first["rung"], params["percent"])
    answer = {"rungs": list(rungs), "reps": params.get("reps")}
    if at_floor:
        answer["reason"] = "AT_FLOOR"
    return answer


def run_retest(params, first, ladder):
    found = bandex.Retest()
    api.retest_decide(len(ladder.rungs), first["rung_old"], first["rung_test"], first["reps"], params["lo"], params["hi"],
                      first.get("test", 1), params.get("max_tests", 3), found)
    answer = {"action": api.action_name(int(found.action)), "rung": found.rung, "retest": bool(found.retest)}
    if found.retest_rung != UNKNOWN:
        answer["retest_rung"] = found.retest_rung
    return answer


def run_rts(params, first, ladder):
    found, rung = bandex.RtsResult(), first["rung"]
    try:
        api.rts_next(ladder, rung, first["reps"], first["rpe10"], params["target_reps"], params["target_rpe10"], found)
    except bandex.RangeError:
        return {"action": "DOMAIN_ERROR"}
    answer = {"action": "ADVANCE_LOAD" if found.rung > rung else "REDUCE_LOAD" if found.rung < rung else "HOLD", "rung": found.rung,
              "e1rm_mN": found.e1rm_mn, "target_mN": found.target_mn}
    if found.at_floor:
        answer["reason"] = "AT_FLOOR"
    return answer


def run_loss(params, first, _ladder):
    stop, loss = api.loss_stop(first["per_rep"], params["threshold_permille"])
    return {"stop_after_rep": None if stop == UNKNOWN else stop, "loss_permille": loss}


def run_compliance(params, first, _ladder):
    dose = bandex.Dose()
    api.dose_compare(first["tut_ms"], params["target_ms"], params.get("tol_permille", 80), dose)
    return {"compliant": bool(dose.compliant), "ratio_permille": dose.ratio_permille}


def run_ramp(params, _first, _ladder):
    return {"sets_by_week": list(api.return_ramp(params["base_sets"], params["cut_permille"]))}


def run_schedule(params, _first, _ladder):
    return {"sets_by_week": list(api.weekly_sets_schedule(params["base_sets"], params["add"], params["every_weeks"], params["weeks"]))}


def run_deload(params, first, _ladder):
    sets, easy = api.deload_sets(first["week"], params["every_weeks"], params.get("sets_permille", 500), first["sets"])
    return {"rung": first["rung"], "reps": first["reps"], "sets": sets, "reason": "SCHEDULED_DELOAD" if easy else "NO_CHANGE"}


def run_e1rm(params, _first, _ladder):
    answer = {}
    for number, name in enumerate(FORMULAS):
        estimate = bandex.Estimate()
        try:
            api.capacity_estimate(number, params["force_mN"], params["reps"], estimate)
        except bandex.RangeError:
            answer[name] = "DOMAIN_ERROR"
        else:
            answer[name] = estimate.force_mn
            if estimate.confidence == bandex.Confidence.LOW:
                answer["reason"] = "LOW_CONFIDENCE"
    return answer


def run_range(params, _first, ladder):
    try:
        gap, high = api.ladder_range(ladder, params["rung"], params["reps_lo"])
    except bandex.RangeError:
        return {"reason": "AT_TOP"}
    except bandex.UnsupportedError:
        return {"reason": "NEEDS_FORCE"}
    return {"gap_permille": gap, "min_hi": high}


SCHEMES = {  # those that are no policy over a history
    "set_loads": run_set_loads, "rm_retest": run_retest, "rts": run_rts, "metric_loss": run_loss, "tut_compliance": run_compliance,
    "return_ramp": run_ramp, "weekly_sets_schedule": run_schedule, "scheduled_deload": run_deload, "e1rm": run_e1rm, "range_lint": run_range,
}


def run(vector, ladders):
    scheme, params, history = vector["scheme"], vector["params"], vector["history"]
    ladder = make_ladder(ladders[vector["ladder"]]) if vector.get("ladder") else None
    if scheme in SCHEMES:
        first = (history[0] if history else {}) if isinstance(history, list) else history
        return SCHEMES[scheme](params, first, ladder)
    return run_policy(scheme, params, history, ladder)


def agrees(expected, got):
    """Everything expected is there; more may be."""
    if isinstance(expected, dict):
        return isinstance(got, dict) and all(name in got and agrees(value, got[name]) for name, value in expected.items())
    return expected == got


def main(path):
    with open(path, encoding="utf-8") as file:
        content = json.load(file)
    failed = 0
    for vector in content["vectors"]:
        try:
            got = run(vector, content.get("ladders", {}))
        except Exception as error:  # a vector that cannot be run has failed; the others are still run
            got = f"{type(error).__name__}: {error}"
        if not agrees(vector["expected"], got):
            failed += 1
            print(f"{vector.get('id')} {vector['scheme']}: {vector.get('title', '')}\n  expected {vector['expected']}\n  got      {got}")
    print(f"{len(content['vectors']) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: run_vectors.py FILE")
    sys.exit(main(sys.argv[1]))
