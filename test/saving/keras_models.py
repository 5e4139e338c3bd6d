"""Builds models from specifications, and reads those that trainbook wrote; trains both on, and writes what came out."""

import json
import os
import sys

import h5py
import keras
import numpy as np
import tensorflow as tf
from keras.src.legacy.saving.legacy_h5_format import load_optimizer_weights_from_hdf5_group

keras.utils.set_random_seed(1)


def made(name, options):
    options = dict(options)
    for option, value in options.items():
        if option == "layer":
            options[option] = made(value["name"], value["options"])
        elif option.endswith("regularizer"):
            options[option] = keras.regularizers.L1L2(**value)
        elif option.endswith("constraint"):
            options[option] = keras.constraints.MaxNorm(**value)
    return getattr(keras.layers, name)(**options)


def built(spec):
    inputs = keras.Input(spec["inputShape"], dtype=spec["inputDtype"])
    tensors = [inputs]
    for layer in spec["layers"]:
        given = [tensors[index] for index in layer["inputs"]]
        tensors.append(made(layer["name"], layer["options"])(given if len(given) > 1 else given[0]))
    return keras.Model(inputs, tensors[-1])


def as_sequential(model):
    return keras.Sequential([keras.Input(model.input_shape[1:], dtype=model.input.dtype), *model.layers[1:]])


def trained(model, x, y, epochs):
    return model.fit(x, y, epochs=epochs, batch_size=len(x), shuffle=False, verbose=0).history["loss"]


def with_optimizer_of_h5(model, path):
    """Keras 3 drops what an optimizer remembers when it reads .h5, its own too: it builds it without variables."""
    optimizer = type(model.optimizer).from_config(model.optimizer.get_config())
    optimizer.build(model.trainable_variables)
    with h5py.File(path) as file:
        values = load_optimizer_weights_from_hdf5_group(file)
        assert len(values) == len(optimizer.variables), (len(values), len(optimizer.variables))
        for variable, value in zip(optimizer.variables, values):
            variable.assign(value[()])
    model.compile(optimizer=optimizer, loss="mse", metrics=["mae"])


def predicted(model, x):
    return np.asarray(model(x, training=False)).ravel()


asked = json.load(sys.stdin)
answers = []
for spec in asked:
    x = np.array(spec["x"], dtype=spec["inputDtype"])
    y = np.array(spec["y"], dtype="float32")
    # A few steps of many models: tracing them takes most of the time. Gradients of an embedding need it: what Keras
    # does with them in some optimizers fails otherwise.
    tf.config.run_functions_eagerly(all(layer["name"] != "Embedding" for layer in spec["layers"]))
    model = built(spec)
    if spec["isSequential"]:
        model = as_sequential(model)
    optimizer = getattr(keras.optimizers, spec["optimizer"]["name"])(**spec["optimizer"]["options"])
    model.compile(optimizer=optimizer, loss="mse", metrics=["mae"])
    trained(model, x, y, 3)
    for kind in ["keras", "h5", "weights.h5"]:
        path = os.path.join(spec["folder"], f"of-keras.{kind}")
        if kind == "weights.h5":
            model.save_weights(path)
        else:
            model.save(path)
    answer = {"ofKeras": {"predictions": predicted(model, x).tolist()}}
    answer["ofKeras"]["losses"] = trained(model, x, y, 5)
    for kind in ["keras", "h5"]:
        path = os.path.join(spec["folder"], f"of-trainbook.{kind}")
        theirs = keras.models.load_model(path)
        if kind == "h5":
            with_optimizer_of_h5(theirs, path)
        result = {"predictions": predicted(theirs, x).tolist()}
        result["losses"] = trained(theirs, x, y, 5)
        answer[kind] = result
    theirs.load_weights(os.path.join(spec["folder"], "of-trainbook.weights.h5"))
    answer["weights"] = predicted(theirs, x).tolist()
    answers.append(answer)
json.dump(answers, sys.stdout)
