"""MobileNetV2 with a head, its base frozen or not: the losses of 20 steps in Keras, in a graph and eagerly, and gradients."""
import json
import os
import sys

import keras
import numpy as np
import tensorflow as tf

folder = sys.argv[1]
STEPS, BATCH = 20, 8
random = np.random.default_rng(0)
x = random.normal(size=(STEPS * BATCH, 64, 64, 3)).astype("float32")
y = random.integers(0, 5, STEPS * BATCH).astype("int32")
optimizers = {"SGD": lambda: keras.optimizers.SGD(0.001), "Adam": lambda: keras.optimizers.Adam(0.0001)}


def build(is_frozen, optimizer, **options):
    keras.utils.set_random_seed(7)
    base = keras.applications.MobileNetV2((64, 64, 3), alpha=0.35, include_top=False, weights=None)
    # Away from the kinks of ReLU, where rounding decides which side a constant channel is on.
    for layer in base.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            generator = np.random.default_rng(len(layer.name))
            layer.set_weights([generator.uniform(0.5, 1.5, one.shape) for one in layer.get_weights()])
    base.trainable = not is_frozen
    inputs = keras.Input((64, 64, 3))
    h = keras.layers.GlobalAveragePooling2D()(base(inputs, training=False))
    model = keras.Model(inputs, keras.layers.Dense(5, activation="softmax")(h))
    model.compile(optimizers[optimizer](), "sparse_categorical_crossentropy", **options)
    return model


def losses(model):
    found = []
    for step in range(STEPS):
        model.reset_metrics()
        rows = slice(step * BATCH, (step + 1) * BATCH)
        found.append(float(model.train_on_batch(x[rows], y[rows])))
    return found


def main():
    x.tofile(os.path.join(folder, "x.bin"))
    y.tofile(os.path.join(folder, "y.bin"))
    cases = []
    for is_frozen in [True, False]:
        for optimizer in optimizers:
            model = build(is_frozen, optimizer)
            model.optimizer.build(model.trainable_variables)
            file = f"{'frozen' if is_frozen else 'unfrozen'}-{optimizer}.keras"
            model.save(os.path.join(folder, file))
            with tf.GradientTape() as tape:
                loss = keras.ops.mean(keras.losses.sparse_categorical_crossentropy(y[:BATCH], model(x[:BATCH], training=True)))
            weights = model.trainable_weights
            gradients = [np.asarray(one).ravel().tolist() for one in tape.gradient(loss, weights)]
            case = {"file": file, "isFrozen": is_frozen, "gradients": gradients if optimizer == "SGD" else []}
            case["graph"] = losses(build(is_frozen, optimizer))
            case["eager"] = losses(build(is_frozen, optimizer, run_eagerly=True))
            cases.append(case)
    json.dump(cases, sys.stdout)


main()
