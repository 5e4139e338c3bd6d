"""Keras's optimizers, the yardstick of optimizers.test.ts.

Reads {"weights": [...], "gradients": [[...], ...], "optimizers": [[name, options, schedule], ...]} from standard input,
as JSON, and prints the weights that each optimizer makes of the weights with the gradients, one step after the other.
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"

import keras  # noqa: E402


def trained(asked, name, options, schedule):
    if schedule:
        options["learning_rate"] = keras.optimizers.schedules.ExponentialDecay(**schedule)
    optimizer = getattr(keras.optimizers, name)(**options)
    variables = [keras.Variable(keras.ops.array(weight, "float32")) for weight in asked["weights"]]
    for gradients in asked["gradients"]:
        optimizer.apply([keras.ops.array(gradient, "float32") for gradient in gradients], variables)
    return [variable.numpy().tolist() for variable in variables]


asked = json.load(sys.stdin)
json.dump([trained(asked, *optimizer) for optimizer in asked["optimizers"]], sys.stdout)
