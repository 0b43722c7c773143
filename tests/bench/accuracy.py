#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measure the detector on simulated recordings, next to simpler ways of counting, and print Markdown tables.

usage: accuracy.py [--build build] [--seeds N] [SCENARIO ...]

Needs numpy and scipy (a virtual environment is enough). Every signal comes from build/bin/bandex-simulate and every
count of ours from build/bin/bandex reps; the others see the whole recording at once, we do not.
"""
import argparse
import csv
import io
import json
import os
import subprocess
import tempfile
from collections import defaultdict

import numpy as np
from scipy.signal import butter, find_peaks, sosfiltfilt


def scipy_script(t, f):
    """4th-order 6 Hz zero-phase Butterworth, then peaks of 40 % of the range and 0.3 s apart."""
    rate = 1.0 / np.median(np.diff(t))
    if rate > 13.0:
        f = sosfiltfilt(butter(2, 6.0, fs=rate, output='sos'), f)
    return len(find_peaks(f, prominence=0.4 * np.ptp(f), distance=max(1, int(0.3 * rate)))[0])


def peakdet(t, f, delta=10.0):
    """Billauer's alternating extremes with a fixed delta of 10 N."""
    count, low, high, rising = 0, f[0], f[0], True
    for x in f:
        low, high = min(low, x), max(high, x)
        if rising and x < high - delta:
            count, rising, low = count + 1, False, x
        elif not rising and x > low + delta:
            rising, high = True, x
    return count


def two_thresholds(t, f):
    """On above 3 kgf, off below 1 kgf: the usual force gauge."""
    count, on = 0, False
    for x in f:
        if not on and x > 29.4:
            count, on = count + 1, True
        elif on and x < 9.8:
            on = False
    return count


def autocorrelation(t, f):
    """Duration over the first strong lag."""
    rate = 20.0
    if (t[-1] - t[0]) * rate > 20000:
        return 0  # a pause of many minutes: hopeless and slow
    grid = np.arange(t[0], t[-1], 1.0 / rate)
    g = np.interp(grid, t, f)
    g = g - g.mean()
    a = np.correlate(g, g, 'full')[len(g) - 1:]
    a = a / (a[0] or 1.0)
    peaks = find_peaks(a, prominence=0.1)[0]
    loud = np.flatnonzero(g > 0.0)
    if not len(peaks) or not len(loud):
        return 1
    return int(round((loud[-1] - loud[0]) / peaks[0] + 0.5))


OTHERS = {'find_peaks': scipy_script, 'peakdet': peakdet, 'thresholds': two_thresholds, 'autocorr.': autocorrelation}


def run(*words):
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def clean(text):
    """Times that rise and finite forces: what the others need."""
    rows = [(float(a), float(b)) for a, b in list(csv.reader(io.StringIO(text)))[1:]]
    kept, last = [], -1.0
    for a, b in rows:
        if a > last and b == b:
            kept.append((a, b))
            last = a
    return np.array(kept).T


def measure(build, scenario, seed, sums):
    simulate = os.path.join(build, 'bin', 'bandex-simulate')
    text = run(simulate, scenario, '--seed', str(seed))
    truth = list(csv.DictReader(io.StringIO(run(simulate, scenario, '--seed', str(seed), '--truth'))))
    inverted = 'inverted' in scenario
    with tempfile.NamedTemporaryFile('w', suffix='.csv') as file:
        file.write(text)
        file.flush()
        words = [os.path.join(build, 'bin', 'bandex'), 'reps', file.name, '--json'] + (['--inverted'] if inverted else [])
        out = json.loads(run(*words))
    full = [r for r in out['reps'] if not r['partial']]
    want = [r for r in truth if r['partial'] == '0']
    sums['sets'] += 1
    sums['exact'] += len(full) == len(want)
    sums['near'] += abs(len(full) - len(want)) <= 1
    sums['off'] += abs(len(full) - len(want))
    sums['revoked'] += out['revoked']
    sums['counted'] += len(full) + out['revoked']
    first = float(next(csv.reader(io.StringIO(text.split('\n', 1)[1])))[0])
    for r in want:
        lo, hi = float(r['start_s']) - 0.15, float(r['end_s']) + 0.15
        for x in full:
            if lo <= x['peak_s'] - first <= hi or lo <= x['peak_s'] <= hi:
                shift = first if lo <= x['peak_s'] - first <= hi else 0.0
                size = float(r['peak']) - float(r['trough'])
                sums['start'].append(abs(x['start_s'] - shift - float(r['start_s'])))
                sums['peak'].append(abs(x['peak'] - float(r['peak'])) / size)
                if r['no_return'] == '0':
                    sums['end'].append(abs(x['end_s'] - shift - float(r['end_s'])))
                    sums['late'].append(x['counted_s'] - shift - float(r['end_s']))
                break
    for name, count in OTHERS.items():
        t, f = clean(text)
        sums[name] += len(t) > 3 and count(t, -f if inverted else f) == len(want)


def fresh():
    sums = defaultdict(int)
    for name in ('start', 'end', 'late', 'peak'):
        sums[name] = []
    return sums


def row(name, s):
    at = lambda v, p: float(np.percentile(v, p)) if v else float('nan')
    n = s['sets']
    cells = [name, 100 * s['exact'] / n, 100 * s['near'] / n, s['off'] / n, 100 * s['revoked'] / max(1, s['counted']),
             at(s['start'], 50), at(s['end'], 50), at(s['late'], 95), 100 * at(s['peak'], 50)]
    cells = ['{}', '{:.0f}', '{:.0f}', '{:.2f}', '{:.1f}', '{:.3f}', '{:.3f}', '{:+.2f}', '{:.1f}'], cells
    cells = [form.format(cell) for form, cell in zip(*cells)] + [f"{100 * s[name] / n:.0f}" for name in OTHERS]
    print('| ' + ' | '.join(cells) + ' |', flush=True)
    return [float(cell) for cell in cells[1:]]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--build', default='build')
    parser.add_argument('--seeds', type=int, default=10)
    parser.add_argument('scenarios', nargs='*', help='default: all')
    args = parser.parse_args()
    names = [line.split()[0] for line in run(os.path.join(args.build, 'bin', 'bandex-simulate'), '--list').splitlines()]
    print('| scenario | exact % | ±1 % | MAE | revoked % | start s | end s | counted after end, p95 s | peak % | '
          + ' | '.join(OTHERS) + ' |\n|' + '---|' * (9 + len(OTHERS)))
    rows = []
    for name in args.scenarios or names:
        sums = fresh()
        for seed in range(1, args.seeds + 1):
            measure(args.build, name, seed, sums)
        rows.append(row(name, sums))
    print('| **mean of the rows** | ' + ' | '.join(f'{value:.3g}' for value in np.nanmean(rows, axis=0)) + ' |')


if __name__ == '__main__':
    main()
