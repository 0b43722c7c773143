# SPDX-License-Identifier: MIT
"""Plans a session for muscles, minutes and bands, and says what could not be reached and why.

    plan.py --muscle upper_back=6 --minutes 25
    plan.py --muscle upper_back=6 --muscle latissimus_dorsi=4 --minutes 25 --band theraband/red --anchor none
    plan.py            four people: a back, rehabilitation, a wheelchair user, one band and no anchor

Information, not medical advice.
"""
import argparse

import bandex
import recording

FOUNDING = ["row_seated", "row_standing", "pullover_standing", "lateral_raise", "pull_apart", "deadlift", "archery_pull"]


def bit(value):
    return 1 << value


def show(title, plan):
    print(f"{title}: {round(plan.seconds / 60)} minutes")
    for item in plan.items:
        print(f"  {item.exercise} {item.variant}: {item.sets} x {item.reps}, {item.band.band}")
    for outcome in plan.outcomes:
        print(f"  {bandex.api.muscle_area_token(outcome.area)}: {outcome.achieved_permille / 1000:g} of {outcome.target_permille / 1000:g} sets")


def four_people():
    show("A back from the founding exercises",
         bandex.plan({"latissimus_dorsi": 4, "upper_back": 6}, minutes=30, bands=["theraband/red", "theraband/green"],
                     user={"avoided": [exercise.id for exercise in bandex.exercises() if exercise.id not in FOUNDING]}))
    show("Rehabilitation with a hernia",
         bandex.plan({"shoulder": 2, "upper_back": 4}, minutes=30, bands=["theraband/yellow", "theraband/red"], anchor="door",
                     user={"populations": bit(bandex.PopulationKind.REHAB), "level": bandex.Level.BEGINNER,
                           "contraindications": ["hernia"]}))
    show("A wheelchair user",
         bandex.plan({"chest": 3, "upper_back": 4}, minutes=30, bands=["theraband/red", "theraband/green"],
                     user={"populations": bit(bandex.PopulationKind.WHEELCHAIR), "positions": bit(bandex.Position.WHEELCHAIR)}))
    show("One band, no anchor",
         bandex.plan({"glutes": 3, "upper_back": 4}, minutes=20, bands=["theraband/green"], anchor="none"))


def goal(text):
    """NAME=SETS for argparse."""
    name, _, sets = text.partition("=")
    try:
        return name, recording.positive(float)(sets)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}: NAME=SETS is wanted, e.g. upper_back=6") from None


def main():
    parser = recording.parser_for(__doc__)
    parser.add_argument("--muscle", type=goal, action="append", metavar="NAME=SETS", help="a goal: sets of a muscle or group")
    parser.add_argument("--minutes", type=recording.positive(float), default=30, help="how long it may take (default 30)")
    parser.add_argument("--band", action="append", default=[], metavar="ID", 
                        help="a band at hand, e.g. theraband/red (default: the flat ones of TheraBand)")
    parser.add_argument("--anchor", action="append", choices=[kind.name.lower() for kind in bandex.AnchorKind],
                        help="what can hold a band (default: anything)")
    arguments = parser.parse_args()
    if not arguments.muscle:
        four_people()
    else:
        bands = arguments.band or recording.BANDS
        show("The session", bandex.plan(dict(arguments.muscle), arguments.minutes, bands, arguments.anchor))


if __name__ == "__main__":
    recording.run(main)
