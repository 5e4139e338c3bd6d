"""Reads sequences of logs and options; writes what Keras's callbacks do with them."""

import json
import sys

import keras
import numpy as np


class FakeModel:
    """The weights are the number of the epoch."""

    def __init__(self):
        self.optimizer = keras.optimizers.SGD(learning_rate=0.1)
        self.metrics = []
        self.stop_training = False
        self.weights = None
        self.saved = []

    def get_weights(self):
        return self.weights

    def set_weights(self, weights):
        self.weights = weights

    def save(self, path, overwrite):
        self.saved.append(path)


def run(case):
    options = dict(case["options"])
    if case["callback"] == "ModelCheckpoint":
        options["filepath"] = case["filepath"]
    callback = getattr(keras.callbacks, case["callback"])(**options)
    model = FakeModel()
    callback.set_model(model)
    callback.on_train_begin()
    rates = []
    stopped = None
    for epoch, logs in enumerate(case["logs"]):
        callback.on_epoch_begin(epoch)
        model.weights = epoch
        logs = {name: float("nan") if value is None else value for name, value in logs.items()}
        callback.on_epoch_end(epoch, logs)
        rates.append(float(np.asarray(model.optimizer.learning_rate)))
        if model.stop_training:
            stopped = epoch
            break
    callback.on_train_end()
    return {"stopped": stopped, "weights": model.weights, "rates": rates, "saved": model.saved}


json.dump([run(case) for case in json.load(sys.stdin)], sys.stdout)
