# SPDX-License-Identifier: MIT
"""A recording becomes repetitions, a line in the log, and the next prescription.

    train.py RECORDING.csv LOG.bandex [EXERCISE [BAND]]

The recording has the columns t_s and a force in newtons, as bandex-simulate writes it.
"""
import csv
import sys

import bandex

recording, log_path, exercise, band = (sys.argv[1:] + ["row_seated", "theraband/green"][len(sys.argv) - 3:])[:4]

with open(recording, newline="") as file:
    rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
force_name = next(name for name in rows[0] if name not in ("t_s", "t_us"))
force = [float(row[force_name]) for row in rows]
times = [float(row["t_s"]) * 1e6 if "t_s" in row else float(row["t_us"]) for row in rows]

reps = bandex.detect(force, t_us=times, exercise=exercise, band=band)
for rep in reps:
    print(f"{rep.start_s:7.2f} s  peak {rep.peak:5.1f} N  up {rep.concentric_s:4.2f} s  down {rep.eccentric_s:4.2f} s")
print(f"{reps.set.full} repetitions, {reps.set.time_under_tension_s:.1f} s under tension")

trained = [use.muscle for use in bandex.exercise(exercise).muscles if use.role == bandex.Role.PRIMARY]
print("trains:", ", ".join(bandex.api.muscle_area_token(muscle) for muscle in trained))

ladder = bandex.ladder(product.id for product in bandex.bands() if product.id.startswith("theraband/") and "@" not in product.id
                       and product.kind == bandex.BandKind.FLAT)
with bandex.Log(log_path, "append") as log:
    decision = bandex.policy("double", lo=8, hi=12).next(ladder, log.sessions(exercise))
    print(f"{len(log.sessions(exercise))} sessions in the log. {decision}")
