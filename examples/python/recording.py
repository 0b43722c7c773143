# SPDX-License-Identifier: MIT
"""What the other examples share: force recordings, read from CSV or simulated, and one way to end with a message."""
import argparse
import csv
import io
import math
import os
import random
import sys
from dataclasses import dataclass

import bandex

FORCE_COLUMNS = {"force_n": 1.0, "force_kgf": 9.80665, "force_lbf": 4.4482216152605}  # newtons in one
TIME_COLUMNS = {"t_s": 1e6, "t_us": 1.0}  # microseconds in one
BANDS = ["theraband/" + color for color in "yellow red green blue black silver gold".split()]  # the flat ones, light to heavy


@dataclass
class Recording:
    """A force signal: one value and one time in microseconds for each sample."""

    name: str
    t_us: list
    force: list
    unit: str = "newton"  # or "unitless", counts of a sensor that nobody calibrated

    def detect(self, **config):
        """Its repetitions; see bandex.detect() for the settings."""
        return bandex.detect(self.force, t_us=self.t_us, unit=self.unit, **config)

    def seconds(self):
        """The time of each sample as repetitions tell it: seconds since the first one, by the detector's clock, which goes on
        where a sensor's clock repeats, restarts or wraps."""
        detector, seconds = bandex.Detector(), []
        for t, force in zip(self.t_us, self.force):
            detector.feed(int(t) % 2**32, force)
            seconds.append(detector.time() / 1e6)
        return seconds


def read_csv(path, rate_hz=None):
    """Reads a recording with a header: a time (t_s or t_us, or tell rate_hz) and a force (force_n, force_kgf, force_lbf, or
    any other name for a sensor without a unit). Lines that begin with # are comments."""
    # What stands in comments and other columns may be in any encoding.
    with open(path, newline="", encoding="utf-8-sig", errors="replace") as file:
        rows = _rows(file, path)
        header = [name.strip().lower() for name in next(rows, [])]
        time = next((name for name in header if name in TIME_COLUMNS), None)
        force = next((name for name in header if name in FORCE_COLUMNS), None)
        force = force or next((name for name in header if name not in TIME_COLUMNS and not _is_number(name)), None)
        if not force:
            raise ValueError(f"{path}: the header names no force column (force_n, force_kgf, force_lbf or another name)")
        if not time and not rate_hz:
            raise ValueError(f"{path}: there is no column t_s or t_us: tell the samples a second with --rate")
        recording = Recording(os.path.basename(path), [], [], "newton" if force in FORCE_COLUMNS else "unitless")
        for number, row in enumerate(rows):
            cells = dict(zip(header, row))
            t = _number(cells.get(time)) * TIME_COLUMNS[time] if time else number * 1e6 / rate_hz
            if math.isfinite(t):
                recording.t_us.append(t)  # the detector steps over a force that is no number
                recording.force.append(_number(cells.get(force)) * FORCE_COLUMNS.get(force, 1.0))
    if not any(map(math.isfinite, recording.force)):
        raise ValueError(f"{path}: no row holds a number")
    return recording


def _rows(file, path):
    try:
        yield from csv.reader(line for line in file if not line.startswith("#"))
    except csv.Error as error:
        raise ValueError(f"{path}: {error}") from None


def simulate(reps=10, seed=1, rate_hz=80.0, low=6.0, high=60.0):
    """A made-up set: a slower and weaker pull each time, the last but two not completed, noise of 0.3 N. Nobody pulled this."""
    chance = random.Random(seed)
    force = [low] * round(2 * rate_hz)
    for number in range(reps):
        size = (high - low) * (1 - 0.02 * number) * chance.uniform(0.96, 1.04) * (0.4 if reps > 4 and number == reps - 3 else 1)
        up, hold, down, rest = (round(s * rate_hz * chance.uniform(0.9, 1.1)) for s in (1.0 + 0.04 * number, 0.4, 1.5, 0.5))
        force += [low + size * (1 - math.cos(math.pi * i / up)) / 2 for i in range(up)]
        force += [low + size] * hold
        force += [low + size * (1 + math.cos(math.pi * i / down)) / 2 for i in range(down)]
        force += [low] * rest
    force += [low] * round(2 * rate_hz)
    noisy = [value + chance.gauss(0, 0.3) for value in force]
    return Recording(f"SIMULATED set, seed {seed}", [i * 1e6 / rate_hz for i in range(len(noisy))], noisy)


def ladder(bands=()):
    """The load steps of some bands, by default the flat ones of TheraBand."""
    return bandex.ladder(bands or BANDS)


def add_arguments(parser):
    """The options of every example that takes a recording."""
    parser.add_argument("recording", nargs="?", help="CSV with a header: t_s or t_us, and force_n, force_kgf, force_lbf or counts")
    parser.add_argument("--simulate", type=positive(int), metavar="REPS", help="a made-up set instead of a recording")
    parser.add_argument("--seed", type=int, default=1, help="of the made-up set (default 1)")
    parser.add_argument("--rate", type=positive(float), metavar="HZ", help="samples a second, for a recording without times")
    parser.add_argument("--exercise", metavar="ID", help="what was done, e.g. row_seated: tells the detector what to expect")
    parser.add_argument("--band", metavar="ID", help="with which band, e.g. theraband/green")


def load(parser, arguments):
    """The recording that the options name."""
    if bool(arguments.recording) == bool(arguments.simulate):
        parser.error("give a recording, or --simulate REPS")
    if arguments.simulate:
        return simulate(arguments.simulate, arguments.seed)
    return read_csv(arguments.recording, arguments.rate)


def save(figure, path):
    """Writes a picture of matplotlib's, which by itself passes over a full disk."""
    picture = io.BytesIO()
    figure.savefig(picture, dpi=110, format=os.path.splitext(path)[1][1:] or "png")
    with open(path, "wb") as file:
        file.write(picture.getvalue())


def run(main):
    """Runs main(); what cannot be used ends in one line on standard error and the exit code 1."""
    if sys.stdout is None:
        sys.exit(f"{os.path.basename(sys.argv[0])}: standard output is closed")
    try:
        code = main()
        sys.stdout.flush()  # a full disk shows here
        sys.exit(code)
    except BrokenPipeError:  # the reader, e.g. `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, ImportError, csv.Error, bandex.Error) as error:
        sys.exit(f"{os.path.basename(sys.argv[0])}: {error}")


def positive(kind):
    """A type for argparse: a number above zero."""

    def convert(text):
        value = kind(text)
        if not 0 < value < math.inf:
            raise ValueError
        return value

    convert.__name__ = "positive number"
    return convert


def parser_for(documentation):
    """An argument parser that shows a script's documentation."""
    return argparse.ArgumentParser(description=documentation, formatter_class=argparse.RawDescriptionHelpFormatter)


def _number(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return math.nan


def _is_number(text):
    return not text or not math.isnan(_number(text))
