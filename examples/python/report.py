# SPDX-License-Identifier: MIT
"""A report of training sessions: what was done, what it trains, and what comes next, and why.

    report.py training.bandex                              as text
    report.py training.bandex --last 3 --output report.html   one file, with pictures
    report.py training.bandex --output report.md           with a picture of each set beside it

Takes a log or a file with one session (Session.to_bytes()). A set whose raw signal is stored is drawn from it, any other
from its repetitions. Pictures want matplotlib. Suggestions are information, not medical advice.
"""
import html
import io
import os
import sys
from datetime import datetime, timedelta, timezone

import bandex
import reanalyse
import recording

HEADER = ["set", "exercise", "band", "repetitions", "partial", "under tension", "peak", "effort"]


def read(path, exercise, last):
    """All sessions, oldest first, and the raw signals of the last ones."""
    try:
        with bandex.Log(path, "read") as log:
            sessions = log.sessions(exercise)
            wanted = {one.id for session in sessions[-last:] for one in session.sets}
            return sessions, reanalyse.signals(log, wanted)
    except bandex.FormatError:
        with open(path, "rb") as file:
            return [bandex.Session.from_bytes(file.read())], {}


def told(value, form="{:g}", scale=1):
    """A number as text, or a dash when nobody told it."""
    return "-" if value < 0 else form.format(value / scale)


def row(number, one):
    return [str(number), one.exercise, one.band.band or "-", told(one.accepted_reps), told(one.detected_partials),
            told(one.tut_ms, "{:.1f} s", 1000), told(one.peak_mn, "{:.1f} N", 1000), told(one.rpe10, "RPE {:g}", 10)]


def when(session):
    zone = timezone(timedelta(minutes=session.utc_offset_min))
    return datetime.fromtimestamp(session.start_ms / 1000, zone).strftime("%Y-%m-%d %H:%M")


def muscles(exercises):
    """The muscles that some exercises train first of all, as far as the catalogue knows them."""
    known = filter(None, (bandex.api.catalog_find(None, id) for id in exercises))
    uses = [use for exercise in known for use in exercise.muscles if use.role == bandex.Role.PRIMARY]
    return sorted({bandex.api.muscle_area_token(use.muscle).replace("_", " ") for use in uses})


def describe(sessions, last, signals, policy, ladder):
    """The report of the last sessions as parts, whatever the format: (kind, content)."""
    for session in sessions[-last:]:
        yield "heading", f"Session of {when(session)}"
        yield "table", [row(number, one) for number, one in enumerate(session.sets, 1)]
        exercises = list(dict.fromkeys(one.exercise for one in session.sets))
        known = [id for id in exercises if bandex.api.catalog_find(None, id)]
        if known:
            yield "text", "Trains first of all: " + ", ".join(muscles(known)) + "."
        for number, one in enumerate(session.sets, 1):
            if one.reps:
                yield "picture", (f"Set {number}: {one.exercise}", one, signals.get(one.id))
    for id in dict.fromkeys(one.exercise for one in sessions[-1].sets):
        history = [past.replace(sets=[one for one in past.sets if one.exercise == id]) for past in sessions]
        yield "text", f"Next time, {id}: " + policy.next(ladder, [past for past in history if past.sets]).text()


def picture(title, one, stretches, kind):
    """Bytes of a picture of a set."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    import plot

    figure, axes = pyplot.subplots(figsize=(11, 4), layout="constrained")
    if stretches:
        t_us, force = reanalyse.samples(stretches)
        plot.draw(axes, [t / 1e6 for t in t_us], force, one.reps, "N" if one.unit == bandex.Unit.NEWTON else "counts")
    else:
        plot.draw_durations(axes, one.reps)
    axes.set_title(title, loc="left")
    bytes_ = io.BytesIO()
    figure.savefig(bytes_, format=kind, dpi=110)
    pyplot.close(figure)
    return bytes_.getvalue()


def as_text(parts, _):
    for kind, content in parts:
        if kind == "heading":
            yield f"{content}\n{'=' * len(content)}\n"
        elif kind == "table":
            widths = [max(map(len, column)) for column in zip(HEADER, *content)]
            yield "\n".join("  ".join(cell.ljust(width) for cell, width in zip(cells, widths)).rstrip()
                            for cells in [HEADER] + content) + "\n"
        elif kind == "text":
            yield content + "\n"


def as_markdown(parts, path):
    pictures = 0
    for kind, content in parts:
        if kind == "heading":
            yield f"## {content}\n"
        elif kind == "table":
            yield "\n".join("| " + " | ".join(cells) + " |" for cells in [HEADER, ["---"] * len(HEADER)] + content) + "\n"
        elif kind == "text":
            yield content + "\n"
        else:
            pictures += 1
            name = f"{os.path.splitext(os.path.basename(path))[0]}-{pictures}.png"
            with open(os.path.join(os.path.dirname(path), name), "wb") as file:
                file.write(picture(*content, "png"))
            yield f"![{content[0]}]({name})\n"


def as_html(parts, _):
    yield "<!doctype html><meta charset=utf-8><title>Training</title>"
    yield "<style>body{font-family:sans-serif;margin:2em}td,th{padding:.2em .8em;text-align:left}svg{max-width:100%;height:auto}</style>"
    for kind, content in parts:
        if kind == "heading":
            yield f"<h2>{html.escape(content)}</h2>"
        elif kind == "table":
            lines = [f"<tr>{''.join(f'<th>{cell}</th>' for cell in HEADER)}</tr>"]
            lines += [f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in cells)}</tr>" for cells in content]
            yield f"<table>{''.join(lines)}</table>"
        elif kind == "text":
            yield f"<p>{html.escape(content)}</p>"
        else:
            svg = picture(*content, "svg").decode()
            yield svg[svg.index("<svg"):]


FORMATS = {".txt": as_text, ".md": as_markdown, ".html": as_html}


def main():
    parser = recording.parser_for(__doc__)
    parser.add_argument("log", help="a training log, or a file with one session")
    parser.add_argument("--exercise", metavar="ID", help="of this exercise alone")
    parser.add_argument("--last", type=recording.positive(int), default=1, metavar="N", help="so many sessions (default 1)")
    parser.add_argument("--policy", default="double", metavar="ID", help="rule of progression (default double)")
    parser.add_argument("--output", metavar="FILE", help="FILE.txt, FILE.md or FILE.html (default: text, printed)")
    arguments = parser.parse_args()
    ending = os.path.splitext(arguments.output or ".txt")[1] or ".txt"
    if ending not in FORMATS:
        parser.error(f"--output: {ending} is none of {', '.join(FORMATS)}")

    try:
        sessions, signals = read(arguments.log, arguments.exercise, arguments.last)
    except (bandex.Error, OSError) as error:
        raise ValueError(str(error) if arguments.log in str(error) else f"{arguments.log}: {error}") from error
    if not sessions:
        raise ValueError(f"{arguments.log}: no session" + (f" of {arguments.exercise}" if arguments.exercise else ""))
    parts = describe(sessions, arguments.last, signals, bandex.policy(arguments.policy), recording.ladder())
    text = "\n".join(FORMATS[ending](parts, arguments.output))
    if arguments.output:
        with open(arguments.output, "w", encoding="utf-8") as file:
            file.write(text)
        print("wrote", arguments.output)
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    recording.run(main)
