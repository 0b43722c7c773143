# SPDX-License-Identifier: MIT
"""Counts live: a sensor's lines come in, each repetition is shown the moment it counts.

    sensor | live.py --goal 12
    live.py --port /dev/ttyUSB0 --baud 115200 --rate 80

A line holds a time in microseconds and a force ("12500,43.1"), or a force alone ("43.1") with --rate. After a header that
begins with t_s times are seconds. Everything else is passed over. In a terminal a bar shows the way to the goal (with rich); a
pipe gets plain lines. The count ends with the input, when the port is unplugged, or with Ctrl-C. --port wants pyserial.
"""
import codecs
import importlib.util
import re
import sys

import bandex
import recording

LINE_LIMIT = 200  # bytes; what has no end within them is noise


def lines_of(arguments):
    """The lines of standard input or of a serial port, as they come."""
    if not arguments.port:
        if sys.stdin is None:
            raise ValueError("standard input is closed")
        yield from iter(lambda: sys.stdin.buffer.readline(LINE_LIMIT), b"")
        return
    import serial

    with serial.Serial(arguments.port, arguments.baud) as port:
        print(f"listening to {arguments.port}", file=sys.stderr)
        while True:
            try:
                yield port.read_until(size=LINE_LIMIT)
            except serial.SerialException:  # unplugged
                return


def sample(line, has_rate, unit_us):
    """(time in microseconds, force), or None for a line that is no sample."""
    try:
        numbers = [float(cell) for cell in re.split(r"[,;\s]+", line.decode("ascii").strip())]
        if len(numbers) == 1 and has_rate:
            return 0, numbers[0]
        if len(numbers) == 2:
            return round(numbers[0] * unit_us) % 2**32, numbers[1]
    except (ValueError, OverflowError):  # no text, no number, or an infinite time
        pass
    return None


class Lines:
    """Shows plain lines, for a pipe or a file."""

    def __init__(self, goal):
        self.goal = goal

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def force(self, newtons):
        pass

    def counted(self, count):
        print(f"rep {count}" + (f" of {self.goal}" if self.goal else ""), flush=True)

    def told(self, text):
        print(text, flush=True)


class Bar(Lines):
    """Shows a bar on the way to the goal, and the force of the moment."""

    def __init__(self, goal):
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        super().__init__(goal)
        self.progress = Progress(TextColumn("[bold]reps"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
        self.task = self.progress.add_task("", total=goal)

    def __enter__(self):
        self.progress.start()
        return self

    def __exit__(self, *error):
        self.progress.stop()

    def force(self, newtons):
        self.progress.update(self.task, description=f"{newtons:6.1f}")

    def counted(self, count):
        self.progress.update(self.task, completed=count)

    def told(self, text):
        self.progress.console.print(text, highlight=False)


def follow(lines, detector, show, has_rate):
    """Feeds the detector and shows what it finds. Returns the number of samples and of lines that were none."""
    taken = passed_over = shown = 0
    unit_us = 1

    def tell(events):
        nonlocal shown
        for event in events:
            rep = event.rep
            if event.kind in (bandex.EventKind.REP_COUNTED, bandex.EventKind.REVOKED) and event.count != shown:
                shown = event.count  # a partial repetition leaves the count as it is, a withdrawn one lowers it
                show.counted(shown)
            elif event.kind == bandex.EventKind.REP_ENDED and rep.rep_class in (bandex.RepClass.FULL, bandex.RepClass.PARTIAL):
                show.told(f"  {rep.rep_class.name.lower()}: peak {rep.peak:.1f}, up {rep.concentric_s:.2f} s, "
                          f"hold {rep.hold_s:.2f} s, down {rep.eccentric_s:.2f} s")
            elif event.kind == bandex.EventKind.SET_ENDED:
                show.told(f"set over: {event.count} full, {event.partial_count} partial")

    try:
        for line in lines:
            line = line[3:] if line.startswith(codecs.BOM_UTF8) else line
            one = sample(line, has_rate, unit_us)
            if one is None:
                unit_us = 1e6 if line.startswith(b"t_s,") else unit_us
                passed_over += 1
                continue
            taken += 1
            detector.feed(*one)
            show.force(one[1])
            tell(detector.events())
    except KeyboardInterrupt:
        pass
    tell(detector.finish())
    return taken, passed_over


def main():
    parser = recording.parser_for(__doc__)
    parser.add_argument("--port", help="a serial port, e.g. /dev/ttyUSB0 (default: standard input)")
    parser.add_argument("--baud", type=recording.positive(int), default=115200, help="its speed (default 115200)")
    parser.add_argument("--rate", type=recording.positive(float), metavar="HZ", help="samples a second, for lines without times")
    parser.add_argument("--goal", type=recording.positive(int), metavar="REPS", help="how many are wanted")
    parser.add_argument("--count-at", choices=["top", "return", "end"], default="return", help="the moment of the beep")
    parser.add_argument("--unitless", action="store_true", help="counts of a sensor that nobody calibrated, not newtons")
    parser.add_argument("--plain", action="store_true", help="plain lines, also in a terminal")
    arguments = parser.parse_args()

    detector = bandex.Detector(arguments.rate, count_at=arguments.count_at, unit="unitless" if arguments.unitless else "newton")
    kind = Bar if sys.stdout.isatty() and importlib.util.find_spec("rich") and not arguments.plain else Lines
    with kind(arguments.goal) as show:
        taken, passed_over = follow(lines_of(arguments), detector, show, bool(arguments.rate))
    if not taken:
        raise ValueError("no line held a sample: TIME_US,FORCE is wanted, or FORCE with --rate")
    if passed_over or detector.skipped():
        print(f"{passed_over} lines were no samples, {detector.skipped()} samples could not be used", file=sys.stderr)


if __name__ == "__main__":
    recording.run(main)
