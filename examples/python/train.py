# SPDX-License-Identifier: MIT
"""A recording becomes repetitions, a stored set, and the next prescription.

    train.py RECORDING.csv LOG.bandex [EXERCISE [BAND]]

The recording is CSV as bandex-simulate writes it: the columns t_s and force_n. The set is stored only with --store.
"""
import bandex
import recording


def main():
    parser = recording.parser_for(__doc__)
    parser.add_argument("recording")
    parser.add_argument("log")
    parser.add_argument("exercise", nargs="?", default="row_seated")
    parser.add_argument("band", nargs="?", default="theraband/green")
    parser.add_argument("--store", action="store_true", help="append the set to the log")
    arguments = parser.parse_args()

    reps = recording.read_csv(arguments.recording).detect(exercise=arguments.exercise, band=arguments.band)
    for rep in reps:
        print(f"{rep.start_s:7.2f} s  peak {rep.peak:5.1f} N  up {rep.concentric_s:4.2f} s  down {rep.eccentric_s:4.2f} s")
    print(f"{reps.set.full} repetitions, {reps.set.time_under_tension_s:.1f} s under tension")

    trained = [use.muscle for use in bandex.exercise(arguments.exercise).muscles if use.role == bandex.Role.PRIMARY]
    print("trains:", ", ".join(bandex.api.muscle_area_token(muscle) for muscle in trained))

    with bandex.Log(arguments.log, "append") as log:
        if arguments.store:
            log.append(bandex.Set(exercise=arguments.exercise, band=arguments.band, reps=reps))
        history = log.sessions(arguments.exercise)
        decision = bandex.policy("double", lo=8, hi=12).next(recording.ladder(), history)
        print(f"{len(history)} sessions in the log. {decision}")


if __name__ == "__main__":
    recording.run(main)
