# SPDX-License-Identifier: MIT
"""Strength training with resistance bands, from a force signal.

Repetitions::

    reps = bandex.detect(force, rate_hz=80)
    reps[0].peak, reps[0].concentric_s, reps.set.time_under_tension_s
    pandas.DataFrame(reps.to_numpy())

live, sample by sample or block by block: :class:`Detector`. A log, and what to do next time::

    with bandex.Log("training.bandex") as log:
        log.append(bandex.Set(exercise="row_seated", band="theraband/green", reps=reps))
        decision = bandex.policy("double", lo=8, hi=12).next(ladder, log.sessions("row_seated"))

Knowledge: :func:`exercises`, :func:`muscles`, :func:`bands`, :func:`force`; plans: :func:`plan`.

Records (Rep, Set, Decision ...) are values: keyword arguments, comparison, copies, pickling, to_dict(). What the library
refuses is an :class:`Error`, and also a ValueError, OSError, LookupError or what fits. ``bandex.api`` holds the whole C
library, function for function. Any two objects may be used from two threads; blocks of samples run without the
interpreter's lock.
"""
from __future__ import annotations

from . import _bandex, _errors, _model

_model._ready()
_errors._ready()

from ._enums import *  # noqa: E402,F401,F403
from ._enums import ENUMS  # noqa: E402
from ._errors import *  # noqa: E402,F401,F403
from ._records import *  # noqa: E402,F401,F403
from ._model import Decision, Exercise, Muscle, Policy, Rep, Session, Set, SetSummary  # noqa: E402
from ._record import Record  # noqa: E402
from ._detect import REP_DTYPE, Detector, Reps, detect  # noqa: E402
from ._log import Log  # noqa: E402
from ._training import (area, band, bands, catalog, exercise, exercises, force, ladder, muscle, muscles, plan, policy,  # noqa: E402
                        presets)
from . import api  # noqa: E402

__version__: str = _bandex.version_string()
