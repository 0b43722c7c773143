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
refuses is an :class:`Error`, and also a ValueError, OSError, LookupError or what fits. Any two objects may be used from
two threads; blocks of samples run without the interpreter's lock.

Named here are the main things. ``bandex.api`` holds the whole C library, function for function; beside it are all of the
library's structs (``help(bandex.Rung)``, ``bandex.api.RECORDS``), groups of constants (``help(bandex.RepFlag)``,
``bandex.ENUMS``) and one exception a status (``bandex.RangeError``, ``bandex.Status``).
"""
from __future__ import annotations

from typing import TYPE_CHECKING

from . import _bandex, _errors, _model

_bandex._ready_objects()
_model._ready()
_errors._ready()

from ._enums import *  # noqa: E402,F401,F403
from ._enums import (ENUMS as ENUMS)  # noqa: E402
from ._errors import *  # noqa: E402,F401,F403
from ._records import *  # noqa: E402,F401,F403
from ._model import (  # noqa: E402
    Decision as Decision, Exercise as Exercise, Muscle as Muscle, Policy as Policy, Rep as Rep, Session as Session,
    Set as Set, SetSummary as SetSummary,
)
from ._record import (Record as Record)  # noqa: E402
from ._detect import (REP_DTYPE as REP_DTYPE, Detector as Detector, Reps as Reps, detect as detect)  # noqa: E402
from ._log import (Log as Log)  # noqa: E402
from ._training import (  # noqa: E402
    area as area, band as band, bands as bands, catalog as catalog, exercise as exercise, exercises as exercises,
    force as force, ladder as ladder, muscle as muscle, muscles as muscles, plan as plan, policy as policy,
    presets as presets,
)
from . import api as api  # noqa: E402

__version__: str = _bandex.version_string()

if not TYPE_CHECKING:  # what help() shows and `from bandex import *` takes; type checkers see everything
    __all__ = [
        "detect", "Detector", "Reps", "Rep", "SetSummary", "REP_DTYPE", "Log", "Set", "Session", "policy", "presets", "ladder",
        "Policy", "Decision", "plan", "exercise", "exercises", "Exercise", "muscle", "muscles", "Muscle", "area", "band", "bands",
        "force", "catalog", "Record", "Error", "api",
    ]
