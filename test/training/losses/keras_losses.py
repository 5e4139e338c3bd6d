"""Reads losses with their options, targets, predictions and weights; writes Keras's values and gradients."""

import json
import sys

import keras
import numpy as np
import tensorflow as tf

answers = []
for case in json.load(sys.stdin):
    options = dict(case["options"])
    if options.get("axis") is not None and isinstance(options["axis"], list):
        options["axis"] = tuple(options["axis"])
    loss = getattr(keras.losses, case["loss"])(**options)
    y_true = np.array(case["yTrue"], dtype=case["dtype"])
    y_pred = tf.constant(np.array(case["yPred"], dtype="float32"))
    weight = case["sampleWeight"]
    weight = None if weight is None else np.array(weight, dtype="float32")
    with tf.GradientTape() as tape:
        tape.watch(y_pred)
        value = loss(y_true, y_pred, sample_weight=weight)
        total = tf.reduce_sum(value)
    answers.append(
        {
            "value": np.asarray(value, dtype="float64").tolist(),
            "gradient": np.asarray(tape.gradient(total, y_pred), dtype="float64").tolist(),
            "name": loss.name,
        }
    )
json.dump(answers, sys.stdout)
