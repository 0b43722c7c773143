# SPDX-License-Identifier: MIT
"""Detects the repetitions of a recording and draws them.

    plot.py RECORDING.csv --output picture.png
    plot.py --simulate 10 --output picture.svg

Without --output a window opens. Wants matplotlib.
"""
import matplotlib
import numpy

import bandex
import recording

COLORS = {"concentric": "#0072b2", "hold": "#e69f00", "eccentric": "#009e73"}  # told apart with any color vision
MARKERS = {"full": "o", "partial": "^", "hold": "s"}


def phases(rep, rising_is_eccentric=False):
    """Name, beginning and end of each phase, in seconds."""
    names = ["concentric", "hold", "eccentric"]
    start = rep.start_s
    for name in reversed(names) if rising_is_eccentric else names:
        end = start + getattr(rep, name + "_s")
        yield name, start, end
        start = end


def smooth(seconds, force, window_s=0.1):
    """The mean over a tenth of a second, so that one sees the movement through the noise of a fast sensor."""
    width = max(1, round(window_s / (numpy.median(numpy.diff(seconds)) or window_s)) if len(seconds) > 1 else 1)
    padded = numpy.pad(force, (width // 2, width - 1 - width // 2), mode="edge")
    return numpy.convolve(padded, numpy.full(width, 1 / width), mode="valid")


def draw(axes, seconds, force, reps, unit="N", rising_is_eccentric=False):
    """Draws a signal with its repetitions: phases as colored areas, a marker of its class at each peak."""
    told = set()  # each label once in the legend

    def label(text):
        return text if text not in told and not told.add(text) else None

    known = numpy.isfinite(force)
    seconds, force = numpy.asarray(seconds)[known], numpy.asarray(force)[known]
    mean = smooth(seconds, force)
    low, high = force.min(), force.max()
    axes.plot(seconds, force, color="#bbbbbb", linewidth=0.6, label="force")
    axes.plot(seconds, mean, color="#333333", linewidth=1.1, label="force, mean of 0.1 s")
    for number, rep in enumerate(reps, 1):
        for name, start, end in phases(rep, rising_is_eccentric):
            axes.fill_between(seconds, low, mean, where=(start <= seconds) & (seconds <= end), color=COLORS[name], alpha=0.4,
                              linewidth=0, label=label(name))
        kind = rep.rep_class.name.lower()
        axes.plot(rep.peak_s, rep.peak, MARKERS.get(kind, "x"), color="#d55e00", fillstyle="full" if kind == "full" else "none",
                  label=label(f"{kind} repetition"))
        axes.annotate(str(number), (rep.peak_s, rep.peak), xytext=(0, 8), textcoords="offset points", ha="center", fontsize=9,
                      bbox={"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.8})
    axes.set_ylim(low - 0.03 * (high - low), high + 0.15 * (high - low or 1))
    axes.margins(x=0)
    axes.set_xlabel("time (s)")
    axes.set_ylabel(f"force ({unit})")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=7, frameon=False)


def draw_durations(axes, reps):
    """Draws how long each phase of each repetition took: what remains to be seen of a set without its signal."""
    numbers = range(1, len(reps) + 1)
    bottom = numpy.zeros(len(reps))
    for name, color in COLORS.items():
        heights = numpy.array([getattr(rep, name + "_s") for rep in reps])
        axes.bar(numbers, heights, 0.7, bottom, color=color, alpha=0.5, label=name)
        bottom += heights
    for number, rep, top in zip(numbers, reps, bottom):
        text = f"{rep.peak:.0f}" if rep.rep_class == bandex.RepClass.FULL else f"{rep.peak:.0f}\n{rep.rep_class.name.lower()}"
        axes.annotate(text, (number, top), xytext=(0, 3), textcoords="offset points", ha="center", fontsize=9)
    axes.set_xticks(numbers)
    axes.set_xlabel("repetition (the number above is its peak force)")
    axes.set_ylabel("duration (s)")
    axes.margins(y=0.18)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=3, frameon=False)


def main():
    parser = recording.parser_for(__doc__)
    recording.add_arguments(parser)
    parser.add_argument("--output", metavar="FILE", help="picture to write; its ending says what kind: .png, .svg, .pdf")
    arguments = parser.parse_args()

    signal = recording.load(parser, arguments)
    reps = signal.detect(exercise=arguments.exercise, band=arguments.band)
    if arguments.output:
        matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(12, 4.8), layout="constrained")
    draw(axes, signal.seconds(), signal.force, reps, "N" if signal.unit == "newton" else "counts", bool(reps.config.rising_is))
    summary = f"{reps.set.full} full, {reps.set.partial} partial, {reps.set.time_under_tension_s:.1f} s under tension"
    axes.set_title(f"{signal.name}: {summary}", loc="left", fontsize=12)
    print(summary)
    if arguments.output:
        recording.save(figure, arguments.output)
        print("wrote", arguments.output)
    else:
        pyplot.show()


if __name__ == "__main__":
    recording.run(main)
