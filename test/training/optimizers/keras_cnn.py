"""Trains a small network with each optimizer, eagerly and as a graph; writes the weights at the end."""

import json
import sys

import keras
import numpy as np

asked = json.load(sys.stdin)
x = np.array(asked["x"], dtype="float32").reshape(asked["shape"])
y = np.array(asked["y"], dtype="int32")
layers = keras.layers


def trained(optimizer, eager):
    model = keras.Sequential(
        [
            keras.Input(asked["shape"][1:]),
            layers.Conv2D(4, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(8, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(16, activation="relu"),
            layers.Dense(4, activation="softmax"),
        ]
    )
    shapes = [weight.shape for weight in model.get_weights()]
    model.set_weights([np.array(w, dtype="float32").reshape(s) for w, s in zip(asked["weights"], shapes)])
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy", run_eagerly=eager)
    model.fit(x, y, batch_size=asked["batchSize"], epochs=asked["epochs"], shuffle=False, verbose=0)
    return [weight.ravel().tolist() for weight in model.get_weights()]


json.dump({name: [trained(name, eager) for eager in (True, False)] for name in asked["optimizers"]}, sys.stdout)
