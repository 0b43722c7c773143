# SPDX-License-Identifier: MIT
"""Records with more than their fields."""
from __future__ import annotations

import math
from typing import Any, Mapping, Sequence

from . import _bandex, _enums, _records
from ._record import Record

JSON_FIELDS = ("start_s", "top_s", "peak_s", "end_s", "counted_s", "peak", "trough", "mean", "impulse", "impulse_above_trough",
               "concentric_s", "hold_s", "eccentric_s", "loading_rate", "rfd_100", "rfd_200", "bumps", "phase_def",
               "completeness", "partial")


class Rep(_records.Rep):
    __doc__ = _records.Rep.__doc__
    __slots__ = ()

    @property
    def partial(self) -> bool:
        """Whether it is a partial repetition."""
        return self.rep_class == _enums.RepClass.PARTIAL

    @property
    def flag_names(self) -> list[str]:
        """The flags as words, as the command prints them: "clipped", "gap" ..."""
        return [flag.name.lower() for flag in _enums.RepFlag if self.flags & flag and flag.name]

    def to_json(self) -> dict[str, Any]:
        """The fields of ``bandex reps --json``; what the repetition doesn't have is left out."""
        fields: dict[str, Any] = {name: getattr(self, name) for name in JSON_FIELDS}
        if not self.counted_us:
            del fields["counted_s"]
        fields["flags"] = self.flag_names
        return {name: value for name, value in fields.items() if not (isinstance(value, float) and math.isnan(value))}


class SetSummary(_records.SetSummary):
    __doc__ = _records.SetSummary.__doc__
    __slots__ = ()

    @property
    def time_under_tension_s(self) -> float:
        """Seconds under tension: concentric, holding and eccentric together."""
        return (self.concentric_us + self.hold_us + self.eccentric_us) / 1e6


class Decision(_records.Decision):
    __doc__ = _records.Decision.__doc__
    __slots__ = ()

    def text(self, language: str = "en") -> str:
        """The decision in one to three sentences, in "en" or "es"."""
        text: str = _bandex.decision_explain(self, language)
        return text

    def __str__(self) -> str:
        return self.text()


class Policy(_records.Policy):
    __doc__ = _records.Policy.__doc__
    __slots__ = ()

    def next(self, ladder: Any, sessions: Sequence[Any] = (), **context: Any) -> Decision:
        """What to do next time, and why.

        :param ladder: load steps in rising order: see :func:`bandex.ladder`, or a list of Rung or dicts
        :param sessions: the history, oldest first, e.g. ``log.sessions("row_seated")``
        :param context: fields of ProgressionContext, e.g. ``exercise``, ``day``, ``custom``
        """
        decision = Decision()
        _bandex.progression_next(self, ladder, sessions, _records.ProgressionContext(**context), decision)
        return decision

    def next_sides(self, ladder: Any, sessions: Sequence[Any] = (), **context: Any) -> tuple[Decision, Decision]:
        """The same for left and right."""
        left, right = Decision(), Decision()
        _bandex.progression_next_sides(self, ladder, sessions, _records.ProgressionContext(**context), left, right)
        return left, right

    def simulate(self, ladder: Any, sessions: int, athlete: Any = None, **context: Any) -> list[Decision]:
        """Plays sessions: decides, trains, decides again.

        :param athlete: an Athlete, or a function (decision, ladder, session, sets) that fills the sets; by default one
            that reaches every target
        """
        simulation = _records.Simulation(athlete=athlete)
        decisions: list[Decision] = _bandex.progression_simulate(self, ladder, _records.ProgressionContext(**context), simulation,
                                                                 sessions)
        return decisions

    def lint(self, ladder: Any = None) -> list[_records.Lint]:
        """What can be seen to go wrong without playing it."""
        findings: list[_records.Lint] = _bandex.policy_lint(self, ladder)
        return findings

    def validate(self) -> None:
        """Raises what is wrong with it."""
        _bandex.policy_validate(self)

    @property
    def hash(self) -> int:
        """Identity: equal policies have equal hashes on every machine."""
        number: int = _bandex.policy_hash(self)
        return number

    def to_bytes(self) -> bytes:
        """Canonical CBOR."""
        data: bytes = _bandex.policy_encode(self)
        return data

    @classmethod
    def from_bytes(cls, data: bytes) -> Policy:
        """The counterpart of to_bytes()."""
        made = cls()
        _bandex.policy_decode(data, made)
        return made


class Set(_records.Set):
    __doc__ = _records.Set.__doc__
    __slots__ = ()

    def __init__(self, **fields: Any) -> None:
        super().__init__(**fields)
        if fields.get("reps") and "detected_reps" not in fields:
            told = {name: getattr(self, name) for name in ("accepted_reps", "tut_ms") if name in fields}
            _bandex.set_detected(self, self.reps)
            for name, value in told.items():
                setattr(self, name, value)

    @property
    def summary(self) -> SetSummary:
        """Its repetitions summed up."""
        summary = SetSummary()
        for rep in self.reps:
            _bandex.set_summary_add(summary, rep)
        return summary

    def to_bytes(self) -> bytes:
        """The set as a CBOR record."""
        data: bytes = _bandex.set_encode(self)
        return data

    @classmethod
    def from_bytes(cls, data: bytes) -> Set:
        """The counterpart of to_bytes()."""
        made = cls()
        _bandex.set_decode(data, made)
        return made


class Session(_records.Session):
    __doc__ = _records.Session.__doc__
    __slots__ = ()

    def to_bytes(self) -> bytes:
        """The session with its sets as one CBOR record."""
        data: bytes = _bandex.session_encode(self)
        return data

    @classmethod
    def from_bytes(cls, data: bytes) -> Session:
        """The counterpart of to_bytes()."""
        made = cls()
        _bandex.session_decode(data, made)
        return made


class Exercise(_records.Exercise):
    __doc__ = _records.Exercise.__doc__
    __slots__ = ()

    def name(self, locale: str | None = None) -> str:
        """What it is called, e.g. in "es"."""
        return self.text(self.names, locale)

    def text(self, text: Mapping[str, str], locale: str | None = None) -> str:
        """One of its texts in a locale, else in the nearest one."""
        if locale is not None:
            for candidate in (locale, locale.split("-")[0]):
                if candidate in text:
                    return text[candidate]
        return next((text[locale] for locale in self.locales if locale in text), "")

    def predict(self, band: Any, stature_mm: int = 0, instance: _records.Instance | None = None) -> _records.Prediction:
        """Lengths, stretch and force at the start and the peak; of the person's own band with an instance."""
        prediction = _records.Prediction()
        _bandex.exercise_predict(self, band, instance, stature_mm, prediction)
        return prediction

    def validate(self) -> None:
        """Raises SchemaError with the field that is wrong."""
        _bandex.exercise_validate(self)


class Muscle(_records.Muscle):
    __doc__ = _records.Muscle.__doc__
    __slots__ = ()

    def name(self, language: str = "en") -> str:
        """Its name in "en", "la" or "es"."""
        return _bandex.muscle_name(self, language) or ""


EXTENDED: tuple[type[Record], ...] = (Rep, SetSummary, Decision, Policy, Set, Session, Exercise, Muscle)
CLASSES: dict[str, type[Record]] = {cls.__name__: cls for cls in _records.RECORDS + EXTENDED}


def _ready() -> None:
    for cls in CLASSES.values():
        cls.__module__ = "bandex"
        _bandex._register_record(cls._record, cls, _enums.ENUMS)
    for group in _enums.ENUMS.values():
        group.__module__ = "bandex"
