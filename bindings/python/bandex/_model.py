# SPDX-License-Identifier: MIT
"""Records with more than their fields."""
from __future__ import annotations

import math
from typing import Any

from . import _bandex, _enums, _records
from ._records import Record


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


JSON_FIELDS = ("start_s", "top_s", "peak_s", "end_s", "counted_s", "peak", "trough", "mean", "impulse", "impulse_above_trough",
               "concentric_s", "hold_s", "eccentric_s", "loading_rate", "rfd_100", "rfd_200", "bumps", "phase_def",
               "completeness", "partial")


class SetSummary(_records.SetSummary):
    __doc__ = _records.SetSummary.__doc__
    __slots__ = ()

    @property
    def time_under_tension_s(self) -> float:
        """Seconds under tension: concentric, holding and eccentric together."""
        return (self.concentric_us + self.hold_us + self.eccentric_us) / 1e6


REPLACED: dict[str, type[Record]] = {"Rep": Rep, "SetSummary": SetSummary}
CLASSES: dict[str, type[Record]] = {cls.__name__: REPLACED.get(cls.__name__, cls) for cls in _records.RECORDS}


def _ready() -> None:
    for cls in CLASSES.values():
        cls.__module__ = "bandex"
        _bandex._register_record(cls._record, cls, _enums.ENUMS)
    for group in _enums.ENUMS.values():
        group.__module__ = "bandex"
