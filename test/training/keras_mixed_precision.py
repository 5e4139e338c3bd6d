"""How far Keras's mixed policies lead from its float32: the model, the data and the optimizers of mixedPrecision.test.ts."""

import json
import sys

import keras
import numpy as np

question = json.load(sys.stdin)
x = np.array(question["x"], dtype="float32").reshape(-1, 8, 8, 1)
y = np.array(question["y"], dtype="int32")


def trained(policy, name, options):
    keras.mixed_precision.set_global_policy(policy)
    model = keras.Sequential(
        [
            keras.layers.Input((8, 8, 1)),
            keras.layers.Conv2D(8, 3, activation="relu", use_bias=False),
            keras.layers.BatchNormalization(),
            keras.layers.Flatten(),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(4, activation="softmax"),
        ]
    )
    for variable, values in zip(model.weights, question["weights"], strict=True):
        variable.assign(np.array(values, dtype="float32").reshape(variable.shape))
    optimizer = getattr(keras.optimizers, name)(**options)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy", jit_compile=False)
    model.fit(x, y, batch_size=32, epochs=question["epochs"], shuffle=False, verbose=0)
    return np.concatenate([np.asarray(w).reshape(-1) for w in model.get_weights()])


def distances(name, options):
    exact = trained("float32", name, options)
    return {
        policy: float(np.linalg.norm(trained(policy, name, options) - exact) / np.linalg.norm(exact))
        for policy in question["policies"]
    }


json.dump([distances(*one) for one in question["optimizers"]], sys.stdout)
