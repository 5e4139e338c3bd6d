"""Runs chains of tf.data and prints what they bring: the yardstick of chains.test.ts.

Reads a list of chains from standard input, as JSON (see Chain in chains.ts). Prints for each its cardinality and, for
each pass, the elements that were there before its end, the consumer's or an error.
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import tensorflow as tf  # noqa: E402

UNKNOWN = tf.data.UNKNOWN_CARDINALITY
CONSTANT = tf.constant([7.0, 8.0])


def source(structure, count):
    numbers = tf.range(count)
    pairs = tf.stack([numbers, -numbers], axis=1)
    halves = tf.cast(numbers, tf.float32) * 0.5
    values = {
        "tensor": lambda: numbers,
        "tuple": lambda: (numbers, pairs),
        "object": lambda: {"b": numbers, "a": pairs},
        "nested": lambda: {
            "x": (halves, {"name": tf.strings.as_string(numbers), "deep": pairs}),
            "even": numbers % 2 == 0,
        },
    }
    return tf.data.Dataset.from_tensor_slices(values[structure]())


def mapped(dataset, change):
    """Python's map gives the parts of a tuple one by one."""
    is_tuple = isinstance(dataset.element_spec, tuple)
    return dataset.map(lambda *parts: change(parts if is_tuple else parts[0]))


def is_number(tensor):
    return tensor.dtype in (tf.int32, tf.float32)


def added(element, amount):
    return tf.nest.map_structure(lambda x: x + tf.cast(amount, x.dtype) if is_number(x) else x, element)


def failing(element, value):
    numbers = [x for x in tf.nest.flatten(element) if is_number(x)]
    checks = [tf.debugging.assert_none_equal(x, tf.cast(value, x.dtype)) for x in numbers]
    with tf.control_dependencies(checks):
        return tf.nest.map_structure(tf.identity, element)


STEPS = {
    "add": lambda dataset, amount: mapped(dataset, lambda element: added(element, amount)),
    "fail": lambda dataset, value: mapped(dataset, lambda element: failing(element, value)),
    "twice": lambda dataset, _: mapped(dataset, lambda element: (element, element)),
    "constant": lambda dataset, _: mapped(dataset, lambda element: {"z": element, "k": CONSTANT}),
    "reorder": lambda dataset, _: dataset,
    "generator": lambda dataset, _: dataset.filter(lambda *_: True),
    "batch": lambda dataset, size: dataset.batch(size),
    "batchWithoutRemainder": lambda dataset, size: dataset.batch(size, drop_remainder=True),
    "shuffle": lambda dataset, size: dataset.shuffle(size, seed=1),
    "repeat": lambda dataset, count: dataset.repeat(count),
    "take": lambda dataset, count: dataset.take(count),
    "skip": lambda dataset, count: dataset.skip(count),
    "cache": lambda dataset, _: dataset.cache(),
    "prefetch": lambda dataset, size: dataset.prefetch(size),
    "concatenate": lambda dataset, count: dataset.concatenate(dataset.take(count)),
    "zip": lambda dataset, count: tf.data.Dataset.zip((dataset, source("tensor", count))),
    "zipNamed": lambda dataset, count: tf.data.Dataset.zip({"later": dataset.skip(count), "now": dataset}),
}


def text(element):
    """Leaves as their dtype, shape and values, names in alphabetical order, tuples as lists."""
    if isinstance(element, dict):
        return {name: text(element[name]) for name in sorted(element)}
    if isinstance(element, tuple):
        return [text(part) for part in element]
    flat = tf.reshape(element, [-1]).numpy().tolist()
    if is_number(element):
        values = " ".join(str(float(value)) for value in flat)
    else:
        values = json.dumps([x.decode() if isinstance(x, bytes) else x for x in flat], separators=(",", ":"))
    return f"{element.dtype.name} {element.shape.as_list()} {values}"


def one_pass(dataset, stop):
    elements = []
    try:
        for element in dataset:
            elements.append(text(element))
            if len(elements) == stop:
                return {"elements": elements, "end": "stopped"}
    except tf.errors.InvalidArgumentError:
        return {"elements": elements, "end": "error"}
    return {"elements": elements, "end": "complete"}


def run(chain):
    dataset = source(chain["structure"], chain["count"])
    for name, argument in chain["steps"]:
        dataset = STEPS[name](dataset, argument)
    size = int(dataset.cardinality())
    # What methods mean by themselves: optimized, `shuffle(1).repeat(0)` is an error, and a cache goes on behind one.
    options = tf.data.Options()
    options.experimental_optimization.apply_default_optimizations = False
    dataset = dataset.with_options(options)
    return {
        "size": None if size == UNKNOWN else size,
        "passes": [one_pass(dataset, stop) for stop in chain["stops"]],
    }


json.dump([run(chain) for chain in json.load(sys.stdin)], sys.stdout)
