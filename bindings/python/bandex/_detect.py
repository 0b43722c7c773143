# SPDX-License-Identifier: MIT
"""Repetitions from a force signal."""
from __future__ import annotations

import copy
import numbers
from typing import TYPE_CHECKING, Any, Callable, Iterable, Iterator, Mapping, Sequence, overload

from . import _bandex
from ._errors import refusal
from ._model import Rep, SetSummary
from ._records import DetectorConfig, Event
from ._enums import RepClass

if TYPE_CHECKING:
    import numpy

Samples = Any  # a buffer or sequence of numbers

#: Fields of ``Reps.to_numpy()``: ``numpy.dtype(REP_DTYPE)``. Times are seconds since the first sample, forces in the
#: unit of the signal. Fields are only ever added, at the end.
REP_DTYPE: list[tuple[str, str]] = [
    ("start_s", "<f8"), ("top_s", "<f8"), ("peak_s", "<f8"), ("end_s", "<f8"), ("counted_s", "<f8"),
    ("peak", "<f4"), ("trough", "<f4"), ("mean", "<f4"), ("impulse", "<f4"),
    ("concentric_s", "<f8"), ("hold_s", "<f8"), ("eccentric_s", "<f8"), ("completeness", "<f4"), ("partial", "?"),
    ("flags", "<u4"), ("rep_id", "<u4"), ("rep_class", "u1"), ("side", "u1"), ("bumps", "<u2"), ("rest_before_s", "<f8"),
    ("rise", "<f4"), ("fall", "<f4"), ("impulse_above_trough", "<f4"), ("loading_rate", "<f4"), ("rfd_100", "<f4"),
    ("rfd_200", "<f4"),
]


def make_config(rate_hz: float | None = None, config: Mapping[str, Any] | DetectorConfig | None = None, exercise: Any = None,
                band: Any = None, stature_mm: int = 0) -> DetectorConfig:
    """The settings of a detector from keyword arguments, the fields of DetectorConfig, and from what is done."""
    if isinstance(config, DetectorConfig):
        made = config.__copy__()
    else:
        made = DetectorConfig(**(config or {}))
    if rate_hz is not None:
        if isinstance(rate_hz, bool) or type(rate_hz).__name__ in ("bool_", "bool") or not hasattr(rate_hz, "__float__"):
            raise TypeError("rate_hz: a number is wanted, not %s" % type(rate_hz).__name__)
        if made.rate_num:
            raise refusal("rate_num", "give rate_hz or rate_num, not both")
        made.rate_num, made.rate_den = _bandex._rate_fraction(rate_hz)
    if (exercise is not None or band is not None) and _configure is not None:
        _configure(exercise, (band, stature_mm), made)
    return made


class Reps(Sequence[Rep]):
    """The repetitions of a recording, in order of time: a sequence of :class:`Rep`.

    ``set`` sums them up, ``sets`` sums up each set that the signal was divided into, ``skipped`` counts samples that
    could not be used and ``revoked`` the counts that were delivered and withdrawn.
    """

    __slots__ = ("_packed", "_count", "_ranges", "revoked", "skipped", "config", "__weakref__")

    def __init__(self, reps: Iterable[Rep | Mapping[str, Any]] = ()) -> None:
        self._packed: bytes = _bandex._pack("rep", list(reps))
        self._count = len(self._packed) // _layout()[0]
        self._ranges = [(0, self._count)] if self._count else []
        self.revoked = 0
        self.skipped = 0
        self.config: DetectorConfig | None = None

    @classmethod
    def _of(cls, packed: bytes, ranges: list[tuple[int, int]], revoked: int, skipped: int, config: DetectorConfig) -> Reps:
        self = cls.__new__(cls)
        self._packed, self._ranges, self.revoked, self.skipped, self.config = packed, ranges, revoked, skipped, config
        self._count = len(packed) // _layout()[0]
        return self

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Rep: ...

    @overload
    def __getitem__(self, index: slice) -> list[Rep]: ...

    def __getitem__(self, index: int | slice) -> Rep | list[Rep]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self._count))]
        if index < 0:
            index += self._count
        rep: Rep = _bandex._packed_at("rep", self._packed, index)
        return rep

    def __iter__(self) -> Iterator[Rep]:
        return (_bandex._packed_at("rep", self._packed, i) for i in range(self._count))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Reps):
            return self._packed == other._packed
        if isinstance(other, (list, tuple)):
            return list(self) == list(other)
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        partial = sum(rep.partial for rep in self)
        return "<%d repetition%s%s in %d set%s>" % (self._count, "" if self._count == 1 else "s",
                                                   ", %d partial" % partial if partial else "", len(self._ranges),
                                                   "" if len(self._ranges) == 1 else "s")

    def to_bytes(self) -> bytes:
        """The library's own structs, one after another; byte for byte the same in C, Python and Lua."""
        return self._packed

    @property
    def set(self) -> SetSummary:
        """All of them summed up as one set."""
        return _summary(self)

    @property
    def sets(self) -> list[SetSummary]:
        """Each set of the recording summed up."""
        return [_summary(self[first:first + count]) for first, count in self._ranges]

    def by_set(self) -> list[list[Rep]]:
        """The repetitions of each set."""
        return [self[first:first + count] for first, count in self._ranges]

    def to_dicts(self) -> list[dict[str, Any]]:
        """Plain data, with the fields of ``bandex reps --json``."""
        return [rep.to_json() for rep in self]

    def to_numpy(self) -> numpy.ndarray[Any, Any]:
        """A structured array with the fields :data:`REP_DTYPE`; pandas.DataFrame() and polars.DataFrame() take it."""
        import numpy

        size, fields = _layout()
        raw = numpy.frombuffer(self._packed, numpy.dtype({"names": [name for name, _, _ in fields],
                                                          "formats": [form for _, form, _ in fields],
                                                          "offsets": [offset for _, _, offset in fields], "itemsize": size}))
        table = numpy.zeros(self._count, numpy.dtype(REP_DTYPE))
        for name, _ in REP_DTYPE:
            if name == "partial":
                table[name] = raw["rep_class"] == int(RepClass.PARTIAL)
            elif name.endswith("_s"):
                table[name] = raw[name[:-2] + "_us"] / 1e6
            else:
                table[name] = raw[name]
        return table

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> numpy.ndarray[Any, Any]:
        table = self.to_numpy()
        return table if dtype is None else table.astype(dtype)


def _layout() -> tuple[int, list[tuple[str, str, int]]]:
    global _rep_layout
    if _rep_layout is None:
        _rep_layout = _bandex._record_layout("rep")
    return _rep_layout


_rep_layout: tuple[int, list[tuple[str, str, int]]] | None = None


def _summary(reps: Iterable[Rep]) -> SetSummary:
    summary = SetSummary()
    for rep in reps:
        _bandex.set_summary_add(summary, rep)
    return summary


class Events(Sequence[Event]):
    """The events of a block: each becomes an :class:`Event` when it is looked at."""

    __slots__ = ("_packed", "_count")

    def __init__(self, packed: bytes) -> None:
        self._packed = packed
        self._count = len(packed) // int(_bandex._record_layout("event")[0])

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Event: ...

    @overload
    def __getitem__(self, index: slice) -> list[Event]: ...

    def __getitem__(self, index: int | slice) -> Event | list[Event]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self._count))]
        event: Event = _bandex._packed_at("event", self._packed, index + self._count if index < 0 else index)
        return event

    def __add__(self, other: Iterable[Event]) -> list[Event]:
        return list(self) + list(other)

    def __radd__(self, other: Iterable[Event]) -> list[Event]:
        return list(other) + list(self)

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, (list, tuple, Events)) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(list(self))


class Detector(_bandex.Detector):
    """Counts and measures repetitions as the samples come.

    ``Detector(rate_hz=80)`` for evenly spaced samples, ``Detector()`` for samples with times in microseconds;
    ``exercise="row_seated"`` and ``band="theraband/green"`` tell it what to expect; further keyword arguments are the
    fields of :class:`DetectorConfig`. Feed one sample and poll events, or process a block.
    Any two detectors may be used from two threads.
    """

    config: DetectorConfig

    def __init__(self, rate_hz: float | None = None, *, exercise: Any = None, band: Any = None, stature_mm: int = 0,
                 **config: Any) -> None:
        self.config = make_config(rate_hz, config, exercise, band, stature_mm)
        super().__init__(self.config)

    def process(self, force: Samples, t_us: Samples | None = None) -> Events:
        """Takes a block of samples, any buffer or sequence of numbers, with the times in microseconds unless the config
        gives a rate. Other threads run meanwhile. Returns the events."""
        return Events(self._process_packed(force, t_us))

    def events(self) -> Iterator[Event]:
        """The events that feed() caused and nobody fetched yet."""
        while (event := self.poll()) is not None:
            yield event

    def reps(self, blocks: Samples | Iterable[Samples]) -> Iterator[Rep]:
        """Final repetitions from samples, or from blocks of them, as they come, for a detector with a rate.

        A repetition is yielded when its set is over, since it may be revoked or reclassified until then.
        """
        if not self.config.rate_num:
            raise refusal("rate_hz", "a detector with a rate is wanted; process() takes times")
        collected = _bandex.RepList()
        for block in blocks:
            if isinstance(block, numbers.Real):
                self.feed(0, float(block))
                events: Iterable[Event] = self.events()
            else:
                events = self.process(block)
            for event in events:
                collected.add(event)
            yield from _ended(collected)
        for event in self.finish():
            collected.add(event)
        collected.end_set()
        yield from _ended(collected)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), self.config, self.__getstate__(), vars(self))

    def __copy__(self) -> Detector:
        return _restored(type(self), self.config, self.__getstate__(), vars(self))

    def __deepcopy__(self, memo: dict[int, Any]) -> Detector:
        return _restored(type(self), self.config, self.__getstate__(), copy.deepcopy(vars(self), memo))

    def __repr__(self) -> str:
        return "<Detector: %d repetitions, %d partial, %.3f s>" % (self.count(), self.partial_count(), self.time() / 1e6)


_bandex._collected(Detector)


def _restored(cls: type[Detector], config: DetectorConfig, state: bytes, attributes: Mapping[str, Any]) -> Detector:
    """A detector of a class of the caller's too, whose own constructor may want something else."""
    detector: Detector = _bandex._bare(cls)
    Detector.__init__(detector, **config.to_dict())
    detector.__setstate__(state)
    vars(detector).update(attributes)
    return detector


def _ended(collected: Any) -> Iterator[Rep]:
    """The repetitions of the sets that are over."""
    while reps := collected.next_set():
        yield from reps


#: Things that fill a detector's settings from what is known: (exercise, band, config) -> None. Set by the package.
_configure: Callable[[Any, Any, DetectorConfig], None] | None = None


def detect(force: Samples, rate_hz: float | None = None, t_us: Samples | None = None, *, exercise: Any = None,
           band: Any = None, stature_mm: int = 0, **config: Any) -> Reps:
    """The repetitions in a recorded force signal.

    :param force: any buffer or sequence of numbers; float32 is used without a copy, everything else is converted.
    :param rate_hz: samples a second, for evenly spaced samples.
    :param t_us: the time of each sample in microseconds, instead of a rate. 32-bit unsigned times may wrap.
    :param exercise: id of the exercise, sets the detector up for it.
    :param band: id of the band, or a BandUse.
    :param stature_mm: of the person, for the expected range.
    :param config: further fields of DetectorConfig, e.g. ``unit="unitless"``, ``count_at="top"``.
    :raises ValueError: when neither rate nor times are given, both are, or the rate is no positive number.
    """
    made = make_config(rate_hz, config, exercise, band, stature_mm)
    if not made.rate_num and t_us is None:
        raise refusal("rate_hz", "give rate_hz or t_us: without either, the samples have no time")
    if made.rate_num and t_us is not None:
        raise refusal("t_us", "give rate_hz or t_us, not both")
    detector = _bandex.Detector(made)
    packed, ranges, revoked, skipped = _bandex._detector_reps(detector, force, t_us)
    return Reps._of(packed, ranges, revoked, skipped, made)
