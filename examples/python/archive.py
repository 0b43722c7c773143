# SPDX-License-Identifier: MIT
"""Detects repetitions once more in an archive of many logs, on all cores or on a cluster (Dask).

    archive.py generate FOLDER --logs 2000         a made-up archive: sets with their raw signals
    archive.py run FOLDER --output sets.csv        on the cores of this machine
    archive.py run FOLDER --scheduler tcp://HOST:8786

The same function (reanalyse.py) runs serially first; the results must be equal, and the speed-up is printed. On a cluster
the logs must be readable by the workers under the same path, and bandex be installed there. Wants dask[distributed].
"""
import contextlib
import csv
import glob
import os
import sys
import time

import bandex
import reanalyse
import recording

MODELS = 16  # made-up sets that an archive is made of
STRETCH = 16384  # samples in one record, well below the limit of 64 KiB


def generate(folder, logs, sets):
    """Writes logs with sets and their raw signals in millinewtons: SIMULATED, nobody pulled this."""
    os.makedirs(folder, exist_ok=True)
    signals = [recording.simulate(6 + seed % 7, seed) for seed in range(MODELS)]
    models = [(signal.detect(), [round(value * 1000) for value in signal.force]) for signal in signals]
    for number in range(logs):
        path = os.path.join(folder, f"{number:06}.bandex")
        with bandex.Log(path, sync=bandex.Sync.MANUAL) as log:
            for one in range(sets):
                reps, steps = models[(number * sets + one) % MODELS]
                stored = log.append(bandex.Set(exercise="row_seated", band="theraband/green", reps=reps))
                for first in range(0, len(steps), STRETCH):
                    signal = bandex.Signal(set_id=stored.id, rate_num=80, rate_den=1, start_us=first * 12500, nano_per_step=1_000_000,
                                           samples=steps[first:first + STRETCH])
                    log.append(bandex.api.signal_encode(signal))


def serial(paths):
    return [row for path in paths for row in reanalyse.reanalyse(path)]


def parallel(client, paths):
    """The same on the workers of a cluster, a few dozen logs at a time: far more than a task costs."""
    import dask.bag

    size = max(1, min(64, len(paths) // (4 * sum(client.nthreads().values()))))
    bag = dask.bag.from_sequence(paths, partition_size=size)
    return bag.map(reanalyse.reanalyse).flatten().compute(scheduler=client)


@contextlib.contextmanager
def connect(scheduler, workers):
    """A cluster by its address, or one of processes on this machine for as long as it is needed."""
    from dask.distributed import Client, LocalCluster

    with contextlib.ExitStack() as stack:
        if not scheduler:
            scheduler = stack.enter_context(LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None))
        client = stack.enter_context(Client(scheduler, timeout="10s"))
        client.upload_file(reanalyse.__file__)
        yield client


def timed(call, *arguments):
    start = time.perf_counter()
    result = call(*arguments)
    return result, time.perf_counter() - start


def analyse(arguments):
    paths = sorted(glob.glob(os.path.join(os.path.abspath(glob.escape(arguments.folder)), "**", "*.bandex"), recursive=True))
    if not paths:
        raise ValueError(f"{arguments.folder}: no log (*.bandex) in it")
    with connect(arguments.scheduler, arguments.workers) as client:
        workers = len(client.nthreads())
        parallel(client, paths[:workers])  # what both sides have to load is loaded before the clock runs
        rows, seconds = timed(parallel, client, paths)
    failed = [row for row in rows if row["problem"]]
    print(f"{len(paths)} logs, {len(rows) - len(failed)} sets, {sum(row['reps'] for row in rows)} repetitions; "
          f"{len(failed)} logs could not be read")
    for row in failed:
        print(row["problem"] if row["log"] in row["problem"] else f"{row['log']}: {row['problem']}", file=sys.stderr)
    if not arguments.no_check:
        expected, alone = timed(serial, paths)
        if rows != expected:
            raise ValueError("the cluster's result differs from the serial one")
        print(f"equal to the serial run; {alone:.2f} s alone, {seconds:.2f} s with {workers} workers: {alone / seconds:.2f} times as fast")
    if arguments.output:
        with open(arguments.output, "w", newline="", encoding="utf-8") as file:
            table = csv.DictWriter(file, rows[0].keys())
            table.writeheader()
            table.writerows(rows)
        print("wrote", arguments.output)


def main():
    parser = recording.parser_for(__doc__)
    commands = parser.add_subparsers(required=True)
    make = commands.add_parser("generate", help="write a made-up archive")
    make.add_argument("folder")
    make.add_argument("--logs", type=recording.positive(int), default=200, help="default 200")
    make.add_argument("--sets", type=recording.positive(int), default=3, help="sets in each log, default 3")
    make.set_defaults(call=lambda told: generate(told.folder, told.logs, told.sets))
    run = commands.add_parser("run", help="detect repetitions in every log of a folder")
    run.add_argument("folder")
    run.add_argument("--scheduler", metavar="ADDRESS", help="of a running cluster, e.g. tcp://HOST:8786 (default: this machine)")
    run.add_argument("--workers", type=recording.positive(int), metavar="N", help="processes on this machine (default: a core each)")
    run.add_argument("--no-check", action="store_true", help="leave the serial run out")
    run.add_argument("--output", metavar="FILE.csv", help="a row for each set")
    run.set_defaults(call=analyse)
    arguments = parser.parse_args()
    arguments.call(arguments)


if __name__ == "__main__":
    recording.run(main)
