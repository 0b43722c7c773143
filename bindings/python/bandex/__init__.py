# SPDX-License-Identifier: MIT
"""Strength training with resistance bands, from a force signal.

    >>> import bandex
    >>> reps = bandex.detect(force, rate_hz=80)
    >>> reps[0].peak, reps[0].concentric_s, reps.set.time_under_tension_s

``bandex.api`` holds the whole C library, function for function.
"""
from __future__ import annotations

from . import _bandex, _errors, _model

_model._ready()
_errors._ready()

from ._enums import *  # noqa: E402,F401,F403
from ._enums import ENUMS  # noqa: E402
from ._errors import *  # noqa: E402,F401,F403
from ._records import *  # noqa: E402,F401,F403
from ._model import Rep, SetSummary  # noqa: E402
from ._record import Record  # noqa: E402
from ._detect import REP_DTYPE, Collector, Detector, Reps, detect  # noqa: E402
from . import api  # noqa: E402

__version__: str = _bandex.version_string()
