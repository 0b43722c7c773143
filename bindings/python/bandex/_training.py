# SPDX-License-Identifier: MIT
"""Exercises, bands, policies and plans by name."""
from __future__ import annotations

import math
from typing import Any, Iterable, Iterator, Mapping

from . import _bandex, _detect
from ._enums import AnchorKind
from ._errors import NotFoundError, refusal
from ._model import Exercise, Muscle, Policy
from ._records import (BandAnswer, BandProduct, BandUse, DetectorConfig, Ladder, LadderConfig, OwnedBand, Plan, PlanGoal,
                       PlanRequest, PresetInfo, PresetParams, Query, User, UserBand)


def muscles() -> list[Muscle]:
    """Every muscle of the taxonomy, in the order of the body."""
    return list(filter(None, map(_bandex.muscle_at, range(_bandex.muscle_count()))))


def muscle(name: str) -> Muscle:
    """A muscle by its token or its name in any language."""
    found: Muscle | None = _bandex.muscle_find_name(name)
    if found is None:
        raise NotFoundError("no muscle is called %r" % name)
    return found


def area(name: str | int) -> int:
    """The id of a muscle, group or region by its token."""
    if isinstance(name, int):
        return name
    number: int = _bandex.muscle_area_find(name)
    if not number:
        raise NotFoundError("no muscle, group or region is called %r" % name)
    return number


def exercises(muscle: str | int | None = None, catalog: Any = None, **query: Any) -> Iterator[Exercise]:
    """Exercises in order of id, of the built-in catalogue or another one.

    :param muscle: token of a muscle or group, e.g. "latissimus_dorsi"
    :param query: fields of Query, e.g. ``role="primary"``, ``anchor="none"``, ``level="beginner"``
    """
    asked = Query(**query)
    if muscle is not None:
        number = area(muscle)
        if _bandex.muscle_get(number) is not None:
            asked.muscle = number
        else:
            asked.group = number
    for index in _bandex.catalog_query(catalog, asked):
        yield _bandex.catalog_at(catalog, index)


def exercise(id: str, catalog: Any = None) -> Exercise:
    """An exercise by its id."""
    found: Exercise | None = _bandex.catalog_find(catalog, id)
    if found is None:
        raise NotFoundError("no exercise is called %r" % id)
    return found


def catalog(exercises: Iterable[Exercise | Mapping[str, Any]], base: Any = None) -> Any:
    """A catalogue of exercises of one's own on top of another one (by default the built-in one)."""
    return _bandex.catalog_init(list(exercises), base)


def bands() -> list[BandProduct]:
    """Every product the library knows, brand by brand, light to heavy."""
    return list(filter(None, map(_bandex.band_at, range(_bandex.band_count()))))


def band(id: str) -> BandProduct:
    """A product by its id, e.g. "theraband/green"."""
    found: BandProduct | None = _bandex.band_find(id)
    if found is None:
        raise NotFoundError("no band is called %r" % id)
    return found


def force(band: str | BandProduct, rest_mm: int, length_mm: int, strands: int = 0) -> BandAnswer:
    """The force of a band at a length, with its elongation and flags; ``.force_n`` is newtons."""
    answer = BandAnswer()
    _bandex.band_force(_product(band), BandUse(rest_mm=rest_mm, strands=strands), length_mm, answer)
    return answer


def _product(which: str | BandProduct) -> BandProduct:
    return band(which) if isinstance(which, str) else which


def _several(bands: Any) -> Iterable[Any]:
    """One band is a list of one."""
    return [bands] if isinstance(bands, (str, BandProduct, Mapping)) else bands


def ladder(bands: Iterable[str | BandProduct | OwnedBand | Mapping[str, Any]], **config: Any) -> Ladder:
    """The load steps of some bands in rising order, for policies. Keyword arguments are the fields of LadderConfig."""
    owned = [OwnedBand(product=_product(one)) if isinstance(one, (str, BandProduct)) else one for one in _several(bands)]
    rungs, _ = _bandex.ladder_build(owned, LadderConfig(**config))
    return Ladder(rungs=rungs)


def presets() -> list[PresetInfo]:
    """The presets of policies, with their sources."""
    return list(filter(None, map(_bandex.preset_at, range(_bandex.preset_count()))))


def policy(preset: str, *, lo: int | None = None, hi: int | None = None, **params: int) -> Policy:
    """A policy from a preset, e.g. ``policy("double", lo=8, hi=12)``.

    :param lo: bottom of the range of repetitions (``reps_lo``)
    :param hi: top of it (``reps_hi``)
    :param params: further fields of PresetParams
    """
    if lo is not None:
        params["reps_lo"] = lo
    if hi is not None:
        params["reps_hi"] = hi
    if lo is not None and hi is not None and lo > hi:
        raise refusal("lo", "not above hi")
    made = Policy()
    _bandex.policy_preset(preset, PresetParams(**params), made)
    return made


def plan(muscles: Mapping[str | int, float], minutes: float = 45, bands: Iterable[str | UserBand | Mapping[str, Any]] = (),
         anchor: str | Iterable[str] | None = None, user: Mapping[str, Any] | None = None, **request: Any) -> Plan:
    """A session: exercises, bands and sets for goals within limits, with a reason for what cannot be reached.

    :param muscles: sets for each muscle, group or region by its token
    :param bands: what the person owns
    :param anchor: what can hold a band ("door", "pole" ...); "none": nothing; by default everything
    :param user: fields of User
    :param request: fields of PlanRequest
    """
    told = dict(user or {})
    told["bands"] = list(told.get("bands", ())) + [UserBand(band=one) if isinstance(one, str) else one for one in _several(bands)]
    if anchor is not None:
        names = [anchor] if isinstance(anchor, str) else list(anchor)
        kinds = [_anchor(name) for name in names]
        told["anchors"] = sum(1 << kind for kind in set(kinds)) or 1
    if not told["bands"]:
        raise refusal("bands", 'the bands at hand are wanted, e.g. bands=["theraband/red"]')
    goals = [PlanGoal(area=area(name), sets_permille=_whole("sets", sets * 1000)) for name, sets in dict(muscles).items()]
    if not goals:
        raise refusal("muscles", 'a goal is wanted, e.g. muscles={"upper_back": 6}')
    seconds = _whole("minutes", minutes * 60)
    if not 0 < seconds <= 86400:
        raise refusal("minutes", "more than none and at most a day is wanted")
    made = Plan()
    _bandex.plan_make(PlanRequest(user=User(**told), goals=goals, seconds=seconds, **request), made)
    return made


def _anchor(name: str) -> AnchorKind:
    kind = AnchorKind.__members__.get(name.upper())
    if kind is None:
        raise NotFoundError("no anchor is called %r" % name)
    return kind


def _whole(name: str, number: float) -> int:
    if not math.isfinite(number):
        raise refusal(name, "a finite number is wanted")
    return round(number)


def _configure(exercise: Any, use: tuple[Any, int], config: DetectorConfig) -> None:
    band, stature_mm = use
    if isinstance(band, str):
        globals()["band"](band)  # an unknown one is an error
    elif isinstance(band, BandProduct):
        band = band.id
    if exercise is None:
        return
    if isinstance(exercise, str):
        exercise = globals()["exercise"](exercise)
    # What cannot be predicted (no lengths, no curve) is learnt from the signal.
    _bandex._exercise_expect(exercise, band, stature_mm, config)


_detect._configure = _configure
