"""Reads metrics with their options and batches; writes Keras's results after each batch."""

import json
import sys

import keras
import numpy as np

answers = []
for case in json.load(sys.stdin):
    metric = getattr(keras.metrics, case["metric"])(**case["options"])
    results = []
    for batch in case["batches"]:
        weight = batch["sampleWeight"]
        metric.update_state(
            np.array(batch["yTrue"], dtype=case["dtype"]),
            np.array(batch["yPred"], dtype="float32"),
            sample_weight=None if weight is None else np.array(weight, dtype="float32"),
        )
        results.append(np.asarray(metric.result(), dtype="float64").reshape(-1).tolist())
    answers.append({"results": results, "name": metric.name})
json.dump(answers, sys.stdout)
