# SPDX-License-Identifier: MIT
"""The append-only log of training."""
from __future__ import annotations

import contextlib
import errno
import os
import time
import uuid
from types import TracebackType
from typing import Any, Iterable, Iterator, Mapping, TypeVar, overload

from . import _bandex, _records
from ._enums import LogMode, RecordType, Sync
from ._errors import DataError, IoError, LockedError, NoFileError, NotFoundError, refusal
from ._model import Rep, Session, Set
from ._record import Record
from ._records import LogConfig, LogCursor, LogEntry, LogFilter, LogReport, MergeReport


# The base classes, since type checkers see those where the package names Set, Session and Rep.
_Stored = TypeVar("_Stored", _records.Set, _records.Session, _records.Rep, bytes)


def now() -> tuple[int, int]:
    """UTC milliseconds since 1970, and the minutes of the local time east of UTC."""
    seconds = time.time()
    return int(seconds * 1000), time.localtime(seconds).tm_gmtoff // 60


@contextlib.contextmanager
def _named(*paths: str | bytes | os.PathLike[Any]) -> Iterator[None]:
    """Says which file it was."""
    try:
        yield
    except NotFoundError:
        missing = NoFileError("no such file: %s" % _shown(paths))
        missing.errno = errno.ENOENT
        raise missing from None
    except (DataError, IoError, LockedError) as error:
        error.args = ("%s: %s" % (error.args[0], _shown(paths)),)
        raise


def _shown(paths: Iterable[Any]) -> str:
    return ", ".join(repr(os.fspath(path)) for path in paths)


class Log:
    """A log in a file, or in any object with size(), read(offset, size), write(offset, bytes), and if it can sync(),
    truncate(size) and close().

    ``mode`` is "append" (made if there is none, one writer at a time) or "read" (a writer may be at work). Use it as a
    context manager; iterating yields the sets.
    """

    def __init__(self, place: str | os.PathLike[str] | Any, mode: str = "append", *, strict: bool = False,
                 sync: str | int = Sync.EACH, **config: Any) -> None:
        if not isinstance(mode, str) or mode.lower() not in ("append", "read"):
            raise refusal("mode", "'append' or 'read' is wanted, not %.40r" % (mode,))
        number = int(LogMode[mode.upper()]) | (int(LogMode.STRICT) if strict else 0)
        settings = LogConfig(sync=sync, **config)
        if isinstance(place, (str, bytes, os.PathLike)):
            with _named(place):
                self._handle = _bandex.log_open(place, number, settings)
        elif all(callable(getattr(place, method, None)) for method in ("size", "read", "write")):
            settings.salt = settings.salt or 1 + int.from_bytes(os.urandom(4), "little") % (2**32 - 1)
            self._handle = _bandex.log_open_io(place, number, settings)
        else:
            raise TypeError("place: a path or an object with size(), read() and write() is wanted, not %s" % type(place).__name__)

    def __enter__(self) -> Log:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return "<Log: %d records>" % self.report.records if self._handle.is_open() else "<Log: closed>"

    def close(self) -> None:
        """Syncs and closes; a second time does nothing."""
        _bandex.log_close(self._handle)

    @property
    def closed(self) -> bool:
        """Whether it is closed."""
        return not self._handle.is_open()

    @overload
    def append(self, record: _Stored) -> _Stored: ...

    @overload
    def append(self, record: Mapping[str, Any]) -> Set | Session: ...

    def append(self, record: Any) -> Any:
        """Appends a set, a session with its sets, a repetition, or an encoded record; gives what was stored. A dict is a
        session if it has ``sets``, else a set.

        A set or session without an id gets a random one, and without a time the present one.
        """
        if isinstance(record, Mapping):
            record = Session(**record) if "sets" in record else Set(**record)
        if isinstance(record, Set):
            made = _complete(record)
            _bandex.log_append_set(self._handle, made)
            return made
        elif isinstance(record, Session):
            session = _complete(record)
            session.sets = [_complete(one, session) for one in session.sets]
            _bandex.log_append_session(self._handle, session)
            return session
        elif isinstance(record, Rep):
            _bandex.log_append_rep(self._handle, record)
        elif isinstance(record, Record):
            raise TypeError("a Set, Session or Rep is wanted, not %s" % type(record).__name__)
        else:
            _bandex.log_append(self._handle, record)
        return record

    def replace(self, record: Set | Session) -> None:
        """Appends a changed version of a set or session that is there under the same id."""
        if isinstance(record, Session):
            _bandex.log_replace_session(self._handle, record)
        else:
            _bandex.log_replace_set(self._handle, record)

    def remove(self, id: bytes) -> None:
        """Withdraws a record: the history passes over it."""
        _bandex.log_remove(self._handle, id)

    def sync(self) -> None:
        """Makes everything appended outlive a loss of power."""
        _bandex.log_sync(self._handle)

    def refresh(self) -> None:
        """Looks for what another process appended since."""
        _bandex.log_refresh(self._handle)

    def sessions(self, exercise: str | None = None, last: int = 0) -> list[Session]:
        """The history, oldest first: of one exercise or of all, only the last so many sessions if told."""
        history: list[Session] = _bandex.log_history_load(self._handle, exercise, last)
        return history

    def sets(self, exercise: str = "") -> Iterator[Set]:
        """Each stored set in the order of the log, every version of one that was changed."""
        cursor = LogCursor()
        _bandex.log_cursor_init(cursor, LogFilter(exercise=exercise, types=1 << RecordType.SET))
        while True:
            found = Set()
            try:
                _bandex.log_next_set(self._handle, cursor, found)
            except NotFoundError:
                return
            yield found

    def records(self, **filter: Any) -> Iterator[LogEntry]:
        """Each record with its number and bytes; keyword arguments are the fields of LogFilter."""
        cursor = LogCursor()
        _bandex.log_cursor_init(cursor, LogFilter(**filter))
        while True:
            entry = LogEntry()
            try:
                _bandex.log_next(self._handle, cursor, entry)
            except NotFoundError:
                return
            yield entry

    def __iter__(self) -> Iterator[Set]:
        return self.sets()

    @property
    def report(self) -> LogReport:
        """What opening found, kept up to date by appending."""
        report = LogReport()
        _bandex.log_report_get(self._handle, report)
        return report

    def merge(self, other: Log) -> MergeReport:
        """Takes over the latest version of each record of another log."""
        report = MergeReport()
        _bandex.log_merge(self._handle, other._handle, report)
        return report

    def copy_from(self, other: Log) -> int:
        """Appends every intact record of another log as it is; gives how many."""
        copied: int = _bandex.log_copy(self._handle, other._handle)
        return copied

    @staticmethod
    def check(path: str | os.PathLike[str]) -> LogReport:
        """Reads a whole log and reports, without changing anything."""
        report = LogReport()
        with _named(path):
            _bandex.log_check(path, report)
        return report

    @staticmethod
    def compact(path: str | os.PathLike[str], **config: Any) -> MergeReport:
        """Replaces a log by one that holds the latest versions alone."""
        report = MergeReport()
        with _named(path):
            _bandex.log_compact(path, LogConfig(**config), report)
        return report

    @staticmethod
    def salvage(damaged: str | os.PathLike[str], path: str | os.PathLike[str], **config: Any) -> LogReport:
        """Writes every intact record of a damaged log into a new file."""
        report = LogReport()
        with _named(damaged, path):
            _bandex.log_salvage(damaged, path, LogConfig(**config), report)
        return report


def _complete(record: Any, session: Any = None) -> Any:
    """A copy with an id and a time."""
    record = record.__copy__()
    if not any(record.id):
        record.id = uuid.uuid4().bytes
    if not record.start_ms:
        record.start_ms, record.utc_offset_min = now() if session is None else (session.start_ms, session.utc_offset_min)
    return record
