"""Keras's learning rates, the yardstick of schedules.test.ts.

Reads a list of [name, options, steps] from standard input, as JSON, and prints the learning rates at the steps.
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras  # noqa: E402


def rates(name, options, steps):
    schedule = getattr(keras.optimizers.schedules, name)(**options)
    return [float(schedule(step)) for step in steps]


json.dump([rates(*asked) for asked in json.load(sys.stdin)], sys.stdout)
