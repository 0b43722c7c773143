# SPDX-License-Identifier: MIT
"""Exceptions, one for each status of the library, each also what Python calls such a thing."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _bandex
from ._enums import Status

if TYPE_CHECKING:
    from ._records import Diag


class Error(Exception):
    """What the library refused.

    ``status`` says what it was; ``diag`` says where and why, if that is known: byte offset or row (``offset``), ``key``,
    ``record``, ``field`` and ``reason``. ``result`` is what the call found all the same, e.g. the BandAnswer with its
    flags past a band's limit, or the samples before the damage in a packet.
    """

    status: Status = Status.OK
    result: Any = None

    def __init__(self, message: str = "", diag: Diag | None = None) -> None:
        super().__init__(message or _bandex.status_message(self.status))
        self.diag = diag

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.args[0], self.diag), self.__dict__


class ArgumentError(Error, ValueError):
    """A value outside its documented range."""

    status = Status.ARGUMENT


class SizeError(Error, ValueError):
    """Memory or a struct too small."""

    status = Status.SIZE


class StateError(Error, RuntimeError):
    """The object is closed, or in another phase."""

    status = Status.STATE


class NotFoundError(Error, LookupError):
    """Nothing has that id or name, or there is no such file."""

    status = Status.NOT_FOUND


class NoFileError(NotFoundError, FileNotFoundError):
    """There is no such file."""


class FullError(Error, BufferError):
    """The room is too small."""

    status = Status.FULL


class NoMemoryError(Error, MemoryError):
    """The allocator gave nothing."""

    status = Status.MEMORY


class IoError(Error, OSError):
    """Reading, writing or syncing failed."""

    status = Status.IO


class DataError(Error, ValueError):
    """Bytes that cannot be used; the subclasses say why."""


class TruncatedError(DataError, EOFError):
    """The bytes end inside an item."""

    status = Status.TRUNCATED


class FormatError(DataError):
    """The bytes are not well-formed CBOR, or not the deterministic form."""

    status = Status.FORMAT


class SchemaError(DataError):
    """A key is missing, repeated, of a wrong type or out of range."""

    status = Status.SCHEMA


class VersionError(DataError):
    """Written by another major version of the format."""

    status = Status.VERSION


class ChecksumError(DataError):
    """The checksum does not fit the bytes."""

    status = Status.CHECKSUM


class LimitError(Error, ValueError):
    """A documented limit (depth, length, count) is exceeded."""

    status = Status.LIMIT


class LockedError(Error, BlockingIOError):
    """Another writer holds the file."""

    status = Status.LOCKED


class UnsupportedError(Error, NotImplementedError):
    """Valid, but this build cannot do it."""

    status = Status.UNSUPPORTED


class RangeError(Error, ValueError):
    """The answer would lie outside what is known, e.g. past a band's limit."""

    status = Status.RANGE


class DuplicateError(Error, ValueError):
    """That id or key is there already."""

    status = Status.DUPLICATE


class CallbackError(Error, RuntimeError):
    """A function of the caller's reported failure."""

    status = Status.CALLBACK


def _subclasses(base: type[Error]) -> dict[int, type[Error]]:
    found: dict[int, type[Error]] = {}
    for one in base.__subclasses__():
        if one.status != base.status:
            found[int(one.status)] = one
        found.update(_subclasses(one))
    return found


BY_STATUS = _subclasses(Error)


def make_error(status: int, diag: Diag | None) -> Error:
    """The exception for a status."""
    message = _bandex.status_message(status)
    if diag is not None and diag.reason:
        where = " ".join(text for text in (diag.record, diag.field) if text)
        message = "%s: %s" % (where, diag.reason) if where else diag.reason
        if diag.offset:
            message += " (at %d)" % diag.offset
    return BY_STATUS.get(status, Error)(message, diag)


def refusal(field: str, reason: str) -> ArgumentError:
    """The exception for an argument that is refused before the library sees it."""
    from ._records import Diag

    return ArgumentError("%s: %s" % (field, reason), Diag(status=Status.ARGUMENT, key=-2**31, field=field, reason=reason))


__all__ = [
    "Error", "DataError", "NoFileError", "ArgumentError", "CallbackError", "ChecksumError", "DuplicateError",
    "FormatError", "FullError", "IoError", "LimitError", "LockedError", "NoMemoryError", "NotFoundError", "RangeError",
    "SchemaError", "SizeError", "StateError", "TruncatedError", "UnsupportedError", "VersionError",
]


def _ready() -> None:
    _bandex._register_errors(make_error, Error)
