# SPDX-License-Identifier: MIT
"""What all records share: keyword construction, comparison, copying, pickling, and a readable form."""
from __future__ import annotations

import math
from typing import Any, ClassVar, Iterator, Mapping, TypeVar

from . import _bandex

Self = TypeVar("Self", bound="Record")


def _same(a: Any, b: Any) -> bool:
    """Equality in which "not known" (NaN) equals itself."""
    if isinstance(a, float) and isinstance(b, float) and math.isnan(a) and math.isnan(b):
        return True
    return bool(a == b)


class Record:
    """A plain struct of the library as a value.

    Fields are given by keyword; those left out have the library's default. Records compare by value, can be copied,
    pickled and changed; ``to_dict()`` gives nested plain data and ``replace()`` a changed copy. Wherever the library
    takes a record, a dict with the same keys does as well.
    """

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ()
    _record: ClassVar[str] = ""
    _objects: ClassVar[tuple[str, ...]] = ()  # functions and catalogues: they go into the library and stay Python's

    def __init__(self, **fields: Any) -> None:
        _bandex._record_fill(self, self._record)
        if fields:
            given = _bandex._record_normalize(fields, self._record)
            for name in self._fields:
                setattr(self, name, getattr(given, name) if name not in self._objects else fields.get(name))

    @classmethod
    def from_dict(cls: type[Self], fields: Mapping[str, Any]) -> Self:
        """The counterpart of to_dict(); unknown keys are refused."""
        return cls(**fields)

    def to_dict(self) -> dict[str, Any]:
        """The fields as plain data: nested records become dicts."""
        return {name: _plain(getattr(self, name)) for name in self._fields}

    def replace(self: Self, **fields: Any) -> Self:
        """A copy with some fields changed."""
        merged = {name: getattr(self, name) for name in self._fields}
        for name in fields:
            for other, stored in (("_s", "_us"), ("_n", "_mn")):  # start_s stands for start_us
                if name not in self._fields and name.endswith(other):
                    merged.pop(name[:-len(other)] + stored, None)
        merged.update(fields)
        return type(self)(**merged)

    def __copy__(self: Self) -> Self:
        copy = type(self).__new__(type(self))
        for name in self._fields:
            setattr(copy, name, getattr(self, name))
        return copy

    def __getstate__(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self._fields)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        for name, value in zip(self._fields, state):
            setattr(self, name, value)

    def __reduce__(self) -> tuple[Any, ...]:
        return _new, (type(self),), self.__getstate__()

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(_same(getattr(self, name), getattr(other, name)) for name in self._fields)

    __hash__ = None  # type: ignore[assignment]

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return ((name, getattr(self, name)) for name in self._fields)

    def __repr__(self) -> str:
        default = _DEFAULTS.get(type(self))
        if default is None:
            default = _DEFAULTS.setdefault(type(self), type(self)())
        told = ((name, getattr(self, name)) for name in self._fields if not name.endswith("_"))  # those are private
        shown = ("%s=%s" % (name, _short(value)) for name, value in told if not _same(value, getattr(default, name)))
        return "%s(%s)" % (type(self).__name__, ", ".join(shown))


_DEFAULTS: dict[type[Record], Record] = {}


def _new(cls: type[Record]) -> Record:
    return cls.__new__(cls)


def _short(value: Any) -> str:
    if isinstance(value, float):
        return "%.7g" % value
    if isinstance(value, int) and not isinstance(value, bool) and hasattr(value, "name"):
        return "%s.%s" % (type(value).__name__, value.name) if value.name else str(int(value))
    return repr(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    return value
