# SPDX-License-Identifier: MIT
"""Answers cases.txt in Python: see cases.c."""
import array
import math
import struct
import sys

import bandex
from bandex import api

FIELDS = {}
LADDER = [{"band": band, "strands": 1, "force_mn": force} for band, force in
          (("theraband/red", 30000), ("theraband/green", 40000), ("theraband/blue", 50000))]


# ---- printing

def real(value, form):
    return "nan" if math.isnan(value) else struct.pack(form, value).hex()


def quoted(value):
    return '"%s"' % value


PRINT = {
    "i": lambda value, _: "%d" % value,
    "f": lambda value, _: real(value, ">f"),
    "d": lambda value, _: real(value, ">d"),
    "s": lambda value, _: quoted(value),
    "b": lambda value, _: bytes(value).hex(),
    "r": lambda value, record: text_of(record, value),
    "l": lambda value, record: "[%s]" % " ".join(text_of(record, one) for one in value),
    "n": lambda value, _: "[%s]" % " ".join("%d" % one for one in value),
}


def text_of(record, value):
    parts = []
    for word in FIELDS[record]:
        name, kind, nested = (word.split(":") + ["i", ""])[:3] if ":" not in word else (word.split(":") + [""])[:3]
        parts.append("%s=%s" % (name, PRINT[kind](getattr(value, name), nested)))
    return "{%s}" % " ".join(parts)


class Case:
    def __init__(self, words):
        self.kind, self.name = words[:2]
        self.words = dict(word.split("=", 1) for word in words[2:])

    def text(self, key, otherwise=""):
        return self.words.get(key, otherwise)

    def number(self, key, otherwise=0.0):
        return float(self.words[key]) if key in self.words else otherwise

    def whole(self, key, otherwise=0):
        return int(self.number(key, otherwise))

    def tell(self, what, text):
        print(self.kind, self.name, what, text)

    def record(self, what, record, value):
        self.tell(what, text_of(record, value))

    def status(self, call, *arguments):
        """(whether it went well, the result or the error)"""
        try:
            result = call(*arguments)
        except bandex.Error as error:
            self.tell("status", int(error.status))
            return False, error
        self.tell("status", 0)
        return True, result


# ---- signals

def signal_make(case):
    seed = int(case.number("seed", 1))

    def random_number():
        nonlocal seed
        seed = seed * 16807 % 2147483647
        return seed / 2147483647

    force = []
    rate, low, high = case.number("rate", 80), case.number("low", 5), case.number("high", 60)
    noise, drift, scale, offset, clip = (case.number(key, value) for key, value in
                                         (("noise", 0), ("drift", 0), ("scale", 1), ("offset", 0), ("clip", 1e30)))
    nan_every, spike_every, partial_every = case.whole("nan_every"), case.whole("spike_every"), case.whole("partial_every")

    def add(value):
        i = len(force)
        if noise > 0:
            value = value + noise * (random_number() - 0.5)
        value = value + drift * i / rate
        if spike_every and i % spike_every == spike_every - 1:
            value = value + 500
        if value > clip:
            value = clip
        value = value * scale + offset
        force.append(math.nan if nan_every and i % nan_every == nan_every - 1 else value)

    half = math.floor(case.number("period_ms", 2500) * rate / 2000)
    hold = math.floor(case.number("hold_ms", 0) * rate / 1000)
    rest = math.floor(case.number("rest_ms", 3000) * rate / 1000)
    for _ in range(case.whole("again") + 1):
        for _ in range(rest):
            add(low)
        for rep in range(1, case.whole("reps") + 1):
            top = low + (high - low) * 0.4 if partial_every and rep % partial_every == 0 else high
            flank = [low + (top - low) * ((i / half) * (i / half) * (3 - 2 * (i / half))) for i in range(half + 1)]
            for value in flank[:half] + [top] * hold + flank[:0:-1]:
                add(value)
        for _ in range(rest):
            add(low)
    if not case.whole("timed"):
        return force, None
    start, jitter, shift, times = case.number("start_us"), case.number("jitter_us"), 0, []
    for i in range(len(force)):
        if i == case.whole("gap_at", -1):
            shift += case.number("gap_us")
        if i == case.whole("restart_at", -1):
            shift = -start - math.floor(i * 1000000 / rate)
        t = start + shift + math.floor(i * 1000000 / rate)
        if jitter > 0:
            t += math.floor(jitter * random_number())
        repeat = case.whole("repeat_every")
        times.append(times[-1] if repeat and i % repeat == repeat - 1 else int(t) % 2**32)
    return force, array.array("I", times)


def config_make(case):
    config = {key[2:]: float(value) if "." in value else int(value) for key, value in case.words.items() if key.startswith("c.")}
    if not case.whole("timed"):
        config["rate_hz"] = case.number("rate", 80)
    return config


def detect(case):
    force, times = signal_make(case)
    return bandex.detect(force, t_us=times, **config_make(case))


# ---- kinds

def case_detect(case):
    good, reps = case.status(detect, case)
    if good:
        case.tell("revoked", reps.revoked)
        case.tell("skipped", reps.skipped)
        for rep in reps:
            case.record("rep", "rep", rep)
        for one in reps.by_set():
            case.tell("set_size", len(one))
        case.record("summary", "set_summary", reps.set)


def case_process(case):
    force, times = signal_make(case)
    good, detector = case.status(lambda: bandex.Detector(**config_make(case)))
    if good:
        force = array.array("f", force)
        for i in range(0, len(force), 97):
            for event in detector.process(force[i:i + 97], times[i:i + 97] if times else None):
                case.record("event", "event", event)
        for event in detector.finish():
            case.record("event", "event", event)
        case.tell("count", detector.count())
        case.tell("time", detector.time())


def case_feed(case):
    force, times = signal_make(case)
    good, detector = case.status(lambda: bandex.Detector(**config_make(case)))
    if good:
        for i, value in enumerate(force):
            if case.whole("side") and i % 400 == 0:
                detector.set_side(bandex.Side.LEFT if i % 800 == 0 else bandex.Side.RIGHT)
            detector.feed(times[i] if times else 0, value)
            for event in detector.events():
                case.record("event", "event", event)
        case.tell("partial_count", detector.partial_count())


def case_advise(case):
    force, times = signal_make(case)
    detector, advisor = bandex.Detector(**config_make(case)), bandex.Advisor()
    wanted = bandex.AdviceConfig(stop_peak_permille=case.whole("stop"))
    for phase in ("concentric", "eccentric"):
        if case.whole(phase):
            setattr(wanted.tempo, phase + "_ms", case.whole(phase))
    case.status(api.advisor_init, advisor, wanted)
    case.status(api.advisor_get, advisor, bandex.Advice())
    for event in detector.process(force, times) + detector.finish():
        api.advisor_feed(advisor, event)
        advice = bandex.Advice()
        if case.status(api.advisor_get, advisor, advice)[0]:
            case.record("advice", "advice", advice)


def use_make(case):
    return bandex.BandUse(band=case.text("band"), strands=case.whole("strands"), rest_mm=case.whole("rest"),
                          start_mm=case.whole("start"), peak_mm=case.whole("peak", case.whole("length")))


def case_force(case):
    product, use = bandex.band(case.text("band")), use_make(case)
    if use.start_mm:
        found = bandex.BandRange()
        case.status(api.band_range_of, product, use, found)
        case.record("range", "band_range", found)
        good, work = case.status(api.band_work, product, use)
        if good:
            case.tell("work_mj", work)
    else:
        good, answer = case.status(bandex.force, product, use.rest_mm, case.whole("length"), use.strands)
        case.record("answer", "band_answer", answer if good else answer.result)


def case_curve(case):
    curve, at = bandex.Curve(), case.number("at")
    if not case.status(api.band_curve, bandex.band(case.text("band")), case.whole("model"), curve)[0]:
        return
    good, newton = case.status(api.curve_force, curve, at)
    if good:
        case.tell("newton", real(newton, ">d"))
        good, elongation = case.status(api.curve_elongation, curve, newton)
        if good:
            case.tell("elongation", real(elongation, ">d"))
    good, joule = case.status(api.curve_energy, curve, at)
    if good:
        case.tell("energy", real(joule, ">d"))


def case_predict(case):
    exercise, use, stature = bandex.exercise(case.text("exercise")), use_make(case), case.whole("stature")
    good, prediction = case.status(exercise.predict, use, stature)
    case.record("prediction", "prediction", prediction if good else prediction.result)
    config = bandex.DetectorConfig()
    case.status(api.exercise_configure, exercise, use, None, stature, config)
    case.record("config", "detector_config", config)


def case_query(case):
    query = {key: case.whole(key) for key in ("role", "anchor") if case.whole(key)}
    good, found = case.status(lambda: list(bandex.exercises(case.text("muscle") or case.text("group"), **query)))
    for exercise in found:
        case.tell("exercise", quoted(exercise.id))


def case_ladder(case):
    owned = [bandex.OwnedBand(product=bandex.band(name), strands_max=case.whole("max_strands"))
             for name in case.text("bands").split(",")]
    good, found = case.status(api.ladder_build, owned, None)
    for rung in found[0]:
        case.record("rung", "rung", rung)
    for omission in found[1]:
        case.record("omission", "omission", omission)


def case_plan(case):
    goals = {name: int(sets) / 1000 for name, sets in (goal.split(":") for goal in case.text("goals").split(","))}
    user = {"anchors": case.whole("anchors")} if case.whole("anchors") else {}
    good, plan = case.status(lambda: bandex.plan(goals, case.number("seconds", 2700) / 60, case.text("bands").split(","), user=user,
                                                 seed=case.whole("seed")))
    if good:
        case.record("plan", "plan", plan)


def policy_make(case):
    return bandex.policy(case.text("preset"), **{key: case.whole(key) for key in ("lo", "hi") if case.whole(key)})


def tell_decision(case, decision):
    case.record("decision", "decision", decision)
    case.tell("en", quoted(decision.text("en")))
    case.tell("es", quoted(decision.text("es")))


def case_decide(case):
    good, policy = case.status(policy_make, case)
    if not good:
        return
    told = {field: case.whole(key) for key, field in (("omni", "omni"), ("pain", "pain_during")) if case.whole(key)}
    sessions = []
    for i, numbers in enumerate(case.text("history").split(",") if case.text("history") else []):
        done = [{"exercise": "row_seated", "rung": case.whole("rung"), "accepted_reps": int(number), "without_sensor": True,
                 "target_reps": case.whole("hi", 12)} for number in numbers.split(".")]
        sessions.append(bandex.Session(start_ms=1700000000000 + i * 172800000, sets=done, sets_prescribed=len(done), **told))
    good, decision = case.status(policy.next, LADDER, sessions)
    if good:
        tell_decision(case, decision)


def case_simulate(case):
    athlete = bandex.Athlete(kind=case.whole("athlete"))
    athlete.capacity_mn = case.whole("capacity", athlete.capacity_mn)
    good, policy = case.status(policy_make, case)
    good, decisions = case.status(policy.simulate, LADDER, case.whole("sessions"), athlete)
    for decision in decisions:
        tell_decision(case, decision)


def case_policy(case):
    good, policy = case.status(policy_make, case)
    case.tell("bytes", policy.to_bytes().hex())
    for found in policy.lint(LADDER):
        case.record("lint", "lint", found)


def set_make(case, number):
    reps = detect(case)
    told = {"reps": reps} if len(reps) else {"accepted_reps": 5, "without_sensor": True}
    return bandex.Set(id=bytes([number] * 16), exercise="row_seated", band="theraband/green", start_ms=1000 * number, **told)


def case_record(case):
    made = set_make(case, 1)
    good, data = case.status(made.to_bytes)
    case.tell("set", data.hex())
    good, again = case.status(bandex.Set.from_bytes, data)
    case.record("read", "set", again)
    if made.reps:
        good, data = case.status(api.rep_encode, made.reps[0])
        case.tell("rep", data.hex())
    good, data = case.status(bandex.Session(id=bytes([9] * 16), start_ms=5000, sets=[made]).to_bytes)
    case.tell("session", data.hex())
    good, again = case.status(bandex.Session.from_bytes, data)
    case.record("read", "session", again)


def hex_of(case):
    return bytes.fromhex(case.text("hex").replace("-", ""))


def case_decode(case):
    made = {"rep": bandex.Rep, "set": bandex.Set, "session": bandex.Session, "policy": bandex.Policy}[case.text("type")]()
    good, error = case.status(getattr(api, case.text("type") + "_decode"), hex_of(case), made)
    if not good:
        case.record("diag", "diag", error.diag)


def tell_history(case, log):
    good, sessions = case.status(log.sessions)
    for session in sessions:
        case.record("session", "session", session)


def case_log(case):
    place = api.MemoryIo(1 << 20, b"")
    good, log = case.status(lambda: bandex.Log(place, salt=7, created_ms=1))
    for i in range(1, case.whole("sets") + 1):
        last = set_make(case, i)
        case.status(log.append, last)
    tell_history(case, log)
    last.accepted_reps = 1
    case.status(log.replace, last)
    case.status(log.remove, bytes([1] * 16))
    case.status(log.replace, last.replace(id=bytes([99] * 16)))
    tell_history(case, log)
    log.close()
    size = place.size()
    data = place.read(0, size)
    case.tell("bytes", data.hex())
    place.write(size // 2, bytes([data[size // 2] ^ 0xff]))
    good, log = case.status(bandex.Log, place, "read")
    if good:
        case.record("report", "log_report", log.report)
        log.close()


def case_packet(case):
    packet = bandex.Packet()
    good, samples = case.status(api.device_decoder_feed, api.DeviceDecoder(case.text("device")), 0, hex_of(case), packet)
    for sample in samples if good else samples.result:
        case.record("sample", "sample", sample)
    case.record("packet", "packet", packet)


def calibration():
    made = bandex.Calibration()
    api.calibration_init(made, 1000)
    return made


ROW = bandex.exercise("row_seated")
REFUSE = {
    "rate_without_denominator": lambda: bandex.Detector(rate_num=80, rate_den=0),
    "negative_range": lambda: bandex.Detector(80, expected_range=-5),
    "unknown_mode": lambda: bandex.Detector(80, mode=99),
    "missing_log": lambda: bandex.Log("/nowhere/x.bandex", "read"),
    "no_log": lambda: bandex.Log(api.MemoryIo(4096, b"this is no log at all"), "read"),
    "full_memory": lambda: bandex.Log(api.MemoryIo(8, b""), salt=7),
    "unknown_language": lambda: bandex.policy("double").next(LADDER).text("tlh"),
    "empty_ladder": lambda: bandex.policy("double").next([]),
    "duplicate_exercise": lambda: bandex.catalog([ROW, ROW]),
    "calibration_without_slope": lambda: api.calibration_convert(calibration(), 5),
    "calibration_twice": lambda: api.calibration_add(calibration(), 1000, 5),
    "no_capacity": lambda: api.capacity_estimate(bandex.Formula.EPLEY, 10000, 20, bandex.Estimate()),
    "infinite_force": lambda: api.rep_encode(bandex.Rep(rep_id=1, peak=math.inf)),
}


def case_refuse(case):
    case.status(REFUSE[case.name])


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    with open(sys.argv[1], encoding="utf-8") as file:
        for line in file:
            words = line.split()
            if not words or words[0].startswith("#"):
                continue
            if words[0] == "fields":
                FIELDS[words[1]] = words[2:]
            else:
                globals()["case_" + words[0]](Case(words))


if __name__ == "__main__":
    main()
