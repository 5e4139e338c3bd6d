"""Runs chains of tf.data and prints what they bring: the yardstick of tfData.test.ts.

Reads a list of chains from standard input, as JSON: {"count": n, "steps": [[name, argument], …], "passes": p}. Prints
for each its cardinality and, for each pass, its elements.
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import tensorflow as tf  # noqa: E402


def source(count):
    values = tf.range(count)
    return tf.data.Dataset.from_tensor_slices((values, tf.stack([values, -values], axis=1)))


STEPS = {
    "map": lambda dataset, factor: dataset.map(lambda a, b: (a * factor, b + 1)),
    "shuffle": lambda dataset, size: dataset.shuffle(size, seed=1),
    "batch": lambda dataset, size: dataset.batch(size),
    "batchWithoutRemainder": lambda dataset, size: dataset.batch(size, drop_remainder=True),
    "repeat": lambda dataset, count: dataset.repeat(count),
    "take": lambda dataset, count: dataset.take(count),
    "skip": lambda dataset, count: dataset.skip(count),
    "cache": lambda dataset, _: dataset.cache(),
    "prefetch": lambda dataset, size: dataset.prefetch(size),
    "concatenate": lambda dataset, count: dataset.concatenate(source(count)),
    "zip": lambda dataset, count: tf.data.Dataset.zip((dataset, source(count))).map(
        lambda left, right: (left[0], right[1])
    ),
}


def run(chain):
    dataset = source(chain["count"])
    for name, argument in chain["steps"]:
        dataset = STEPS[name](dataset, argument)
    size = int(dataset.cardinality())
    passes = [[[part.numpy().tolist() for part in element] for element in dataset] for _ in range(chain["passes"])]
    return {"size": size, "passes": passes}


json.dump([run(chain) for chain in json.load(sys.stdin)], sys.stdout)
