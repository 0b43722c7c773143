# SPDX-License-Identifier: MIT
"""Detection once more over what a log holds: the function that archive.py maps over many logs, on any engine.

    rows = reanalyse("training.bandex")

Needs nothing but bandex, so that it can be sent to the machines of a cluster as it stands.
"""
import bandex
from bandex import api


def signals(log, wanted=None):
    """The raw signals in a log: the stretches of each set in order of time, by the id of the set (all, or those wanted)."""
    sets = {}
    for entry in log.records(types=1 << bandex.RecordType.SIGNAL):
        signal = bandex.Signal()
        api.signal_decode(entry.bytes, signal)
        if wanted is None or signal.set_id in wanted:
            sets.setdefault(signal.set_id, []).append(signal)
    for stretches in sets.values():
        stretches.sort(key=lambda signal: signal.start_us)
    return sets


def samples(stretches):
    """Times in microseconds and forces of the stretches of one set."""
    t_us, force = [], []
    for signal in stretches:
        if signal.rate_num:
            start, period = signal.start_us, 1e6 * signal.rate_den / signal.rate_num
            t_us += [start + i * period for i in range(len(signal.samples))]
        else:
            t_us += [signal.start_us + (t - signal.times_us[0]) % 2**32 for t in signal.times_us]
        scale = signal.nano_per_step / 1e9
        force += [sample * scale for sample in signal.samples]
    return t_us, force


def reanalyse(path, **config):
    """Detects the repetitions in every raw signal of a log. One dict for each set; for a log that cannot be read, one
    that says why. config: settings of the detector, see bandex.detect()."""
    try:
        with bandex.Log(path, "read") as log:
            sets, rows = {one.id: one for one in log}, []
            for set_id, stretches in signals(log).items():
                t_us, force = samples(stretches)
                known = sets.get(set_id, bandex.Set())
                reps = bandex.detect(force, t_us=t_us, unit=stretches[0].unit, exercise=known.exercise or None, **config)
                rows.append({"log": path, "set": set_id.hex(), "exercise": known.exercise, "stored_reps": known.detected_reps,
                             "reps": reps.set.full, "partials": reps.set.partial, "peak": reps.set.peak,
                             "impulse": reps.set.impulse, "tension_s": reps.set.time_under_tension_s, "problem": ""})
            return rows
    except (bandex.Error, OSError) as error:
        return [{"log": path, "set": "", "exercise": "", "stored_reps": -1, "reps": 0, "partials": 0, "peak": 0.0,
                 "impulse": 0.0, "tension_s": 0.0, "problem": str(error)}]
