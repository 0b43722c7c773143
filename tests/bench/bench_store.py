# SPDX-License-Identifier: MIT
"""usage: bench_store DOCUMENT; bench_store.py DOCUMENT: the same session document through Python's cbor2."""
import statistics
import sys
import time

import cbor2

data = open(sys.argv[1], "rb").read()
value = cbor2.loads(data)


def median_ns(work):
    runs = []
    for _ in range(21):
        start = time.process_time_ns()
        for _ in range(200):
            work()
        runs.append((time.process_time_ns() - start) / 200)
    return statistics.median(runs)


print(f"cbor2 {cbor2.__version__ if hasattr(cbor2, '__version__') else ''}: encode {median_ns(lambda: cbor2.dumps(value)):.0f} ns, "
      f"decode {median_ns(lambda: cbor2.loads(data)):.0f} ns")
