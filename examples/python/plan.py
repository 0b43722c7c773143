# SPDX-License-Identifier: MIT
"""Four people plan a session: back from the founding exercises, rehabilitation, a wheelchair user, one band and no anchor.

Information, not medical advice.
"""
import bandex

FOUNDING = ["row_seated", "row_standing", "pullover_standing", "lateral_raise", "pull_apart", "deadlift", "archery_pull"]


def bit(value):
    return 1 << value


def show(title, plan):
    print(f"{title}: {round(plan.seconds / 60)} minutes")
    for item in plan.items:
        print(f"  {item.exercise} {item.variant}: {item.sets} x {item.reps}, {item.band.band}")
    for outcome in plan.outcomes:
        print(f"  {bandex.api.muscle_area_token(outcome.area)}: {outcome.achieved_permille / 1000:g} of {outcome.target_permille / 1000:g} sets")


show("A back from the founding exercises",
     bandex.plan({"latissimus_dorsi": 4, "upper_back": 6}, minutes=30, bands=["theraband/red", "theraband/green"],
                 user={"avoided": [exercise.id for exercise in bandex.exercises() if exercise.id not in FOUNDING]}))
show("Rehabilitation with a hernia",
     bandex.plan({"shoulder": 2, "upper_back": 4}, minutes=30, bands=["theraband/yellow", "theraband/red"], anchor="door",
                 user={"populations": bit(bandex.PopulationKind.REHAB), "level": bandex.Level.BEGINNER, "contraindications": ["hernia"]}))
show("A wheelchair user",
     bandex.plan({"chest": 3, "upper_back": 4}, minutes=30, bands=["theraband/red", "theraband/green"],
                 user={"populations": bit(bandex.PopulationKind.WHEELCHAIR), "positions": bit(bandex.Position.WHEELCHAIR)}))
show("One band, no anchor",
     bandex.plan({"glutes": 3, "upper_back": 4}, minutes=20, bands=["theraband/green"], anchor="none"))
