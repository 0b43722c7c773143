# SPDX-License-Identifier: MIT
"""The C library, function for function: ``bandex_<type>_<verb>(self, ...)`` is ``<type>_<verb>(self, ...)`` here.

Results come back instead of by pointer, statuses become exceptions, records are taken and given as values (a record
that the C function fills is filled in place).
"""
from ._bandex import *  # noqa: F401,F403
from ._model import CLASSES as _CLASSES
from ._record import Record as _Record

#: The class of every struct.
RECORDS: tuple[type[_Record], ...] = tuple(_CLASSES.values())
