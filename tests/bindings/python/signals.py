# SPDX-License-Identifier: MIT
"""Signals made here, without a random number: the same on every machine."""
import math


def pulls(count, rate_hz=80.0, low=5.0, high=60.0, period_s=2.5, before_s=3.0):
    """count smooth pulls with a rest before and after."""
    still = [low] * int(before_s * rate_hz)
    pull = [low + (high - low) * (1 - math.cos(2 * math.pi * i / (period_s * rate_hz))) / 2 for i in range(int(period_s * rate_hz))]
    return still + pull * count + still
