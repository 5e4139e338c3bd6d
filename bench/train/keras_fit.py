"""Trains one workload by Keras's fit, and prints the seconds of a step and the peak of memory.

The layers are those of workloads.js.
"""

import json
import os
import resource
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
from keras import layers


def cnn():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


def dense():
    return keras.Sequential(
        [
            keras.Input((784,)),
            layers.Dense(256, activation="relu"),
            layers.Dense(128, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )


def resnet():
    def normalized(x, filters, strides=1, size=3):
        x = layers.Conv2D(filters, size, strides, padding="same", use_bias=False)(x)
        return layers.BatchNormalization()(x)

    inputs = keras.Input((32, 32, 3))
    x = layers.ReLU()(normalized(inputs, 16))
    for filters, strides in [(16, 1), (32, 2), (64, 2)]:
        shortcut = x if strides == 1 else normalized(x, filters, strides, 1)
        inner = normalized(layers.ReLU()(normalized(x, filters, strides)), filters)
        x = layers.ReLU()(layers.Add()([inner, shortcut]))
    outputs = layers.Dense(10, activation="softmax")(layers.GlobalAveragePooling2D()(x))
    return keras.Model(inputs, outputs)


def lstm():
    return keras.Sequential(
        [keras.Input((28, 28)), layers.LSTM(64), layers.Dense(10, activation="softmax")]
    )


def main():
    workload, steps_per_execution = json.loads(sys.argv[1]), int(sys.argv[2])
    keras.mixed_precision.set_global_policy(workload.get("policy", "float32"))
    model = {"cnn": cnn, "dense": dense, "resnet": resnet, "lstm": lstm}[workload["model"]]()
    model.compile(
        "adam",
        "sparse_categorical_crossentropy",
        metrics=["accuracy"],
        steps_per_execution=steps_per_execution,
    )
    samples = workload["batch"] * workload["steps"]
    x = np.random.rand(samples, *model.input_shape[1:]).astype("float32")
    y = np.random.randint(0, 10, samples)

    def train():
        start = time.perf_counter()
        model.fit(x, y, batch_size=workload["batch"], verbose=0)
        return (time.perf_counter() - start) / workload["steps"]

    train()
    seconds = min(train() for _ in range(2))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": seconds, "megabytes": megabytes}))


main()
