# SPDX-License-Identifier: MIT
"""Plays a rule of progression ahead with a simulated athlete: what it would prescribe, session by session.

    policy.py --preset double --sessions 24 --plot plan.png
    policy.py --preset omni_target --athlete tiring

A preview, not a promise. The picture wants matplotlib.
"""
import argparse

import bandex
import recording


def tiring(decision, ladder, session, sets):
    """An athlete as a function, which tells what was done in each set: this one is tired every fourth week."""
    tired = session.start_ms // (7 * 86_400_000) % 4 == 3
    for number, one in enumerate(sets):
        one.accepted_reps = one.valid_reps = max(one.target_reps - (number + 1 if tired else 0), 0)
        one.tut_ms = one.target_tut_ms
        one.omni = 9 if tired else 6


def athlete(arguments):
    if arguments.athlete == "tiring":
        return tiring
    return bandex.Athlete(kind=arguments.athlete, capacity_n=arguments.capacity)


def parameter(text):
    """NAME=NUMBER for argparse."""
    name, _, value = text.partition("=")
    if name not in bandex.PresetParams().to_dict():
        raise argparse.ArgumentTypeError(f"{text}: NAME=NUMBER is wanted, with a field of PresetParams, e.g. reps_hi=15")
    return name, int(value)


def draw(decisions, rungs, title, path):
    """The force of each session as steps, with sets and repetitions written to them."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(12, 4.8), layout="constrained")
    numbers = range(1, len(decisions) + 1)
    forces = [rungs[decision.next.rung].force_n for decision in decisions]
    axes.step(numbers, forces, where="mid", color="#0072b2", label="force at full stretch")
    for number, force, decision in zip(numbers, forces, decisions):
        axes.annotate(f"{decision.next.sets}x{decision.next.reps}", (number, force), xytext=(0, 5), textcoords="offset points",
                      ha="center", fontsize=7)
    used = sorted({decision.next.rung for decision in decisions})
    axes.set_yticks([rungs[rung].force_n for rung in used], [f"{rungs[rung].band}\n{rungs[rung].force_n:.1f} N" for rung in used])
    axes.set_xlabel("session (the numbers: sets x repetitions)")
    axes.set_title(title, loc="left")
    axes.margins(x=0.02, y=0.15)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(loc="upper left", frameon=False)
    recording.save(figure, path)


def main():
    parser = recording.parser_for(__doc__)
    parser.add_argument("--preset", default="double", choices=[preset.id for preset in bandex.presets() if preset.id != "custom"],
                        metavar="ID", help="the rule (default double); `bandex policy list` lists them")
    parser.add_argument("--set", type=parameter, action="append", default=[], metavar="NAME=NUMBER", help="a parameter of the rule")
    parser.add_argument("--sessions", type=recording.positive(int), default=24, metavar="N", help="how many (default 24)")
    parser.add_argument("--athlete", default="capacity", choices=["capacity", "all_hit", "all_miss", "tiring"])
    parser.add_argument("--capacity", type=recording.positive(float), default=40.0, metavar="NEWTON",
                        help="force for one repetition at the start (default 40)")
    parser.add_argument("--band", action="append", default=[], metavar="ID", help="a band at hand (default: TheraBand's flat ones)")
    parser.add_argument("--plot", metavar="FILE", help="draw the plan: FILE.png, FILE.svg, FILE.pdf")
    arguments = parser.parse_args()

    ladder = recording.ladder(arguments.band)
    policy = bandex.policy(arguments.preset, **dict(arguments.set))
    decisions = policy.simulate(ladder, arguments.sessions, athlete(arguments))
    for number, decision in enumerate(decisions, 1):
        rung = ladder.rungs[decision.next.rung]
        print(f"{number:3}  {rung.band:18} {rung.force_n:5.1f} N  {decision.next.sets} x {decision.next.reps:2}  {decision}")
    if arguments.plot:
        title = f"{policy.title}, {arguments.athlete.replace('_', ' ')} athlete (SIMULATED)"
        draw(decisions, ladder.rungs, title, arguments.plot)
        print("wrote", arguments.plot)


if __name__ == "__main__":
    recording.run(main)
