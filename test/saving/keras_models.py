"""Builds models from specifications, and reads those that trainbook wrote; trains both on, and writes what came out."""

import json
import os
import sys

import keras
import numpy as np

keras.utils.set_random_seed(1)


def built(spec):
    inputs = keras.Input(spec["inputShape"], dtype=spec["inputDtype"])
    tensors = [inputs]
    for layer in spec["layers"]:
        options = dict(layer["options"])
        if "layer" in options:
            inner = options["layer"]
            options["layer"] = getattr(keras.layers, inner["name"])(**inner["options"])
        for name, value in options.items():
            if isinstance(value, dict) and name.endswith("regularizer"):
                options[name] = keras.regularizers.L1L2(**value)
            if isinstance(value, dict) and name.endswith("constraint"):
                options[name] = keras.constraints.MaxNorm(**value)
        given = [tensors[index] for index in layer["inputs"]]
        tensors.append(getattr(keras.layers, layer["name"])(**options)(given if len(given) > 1 else given[0]))
    return keras.Model(inputs, tensors[-1])


def as_sequential(model):
    return keras.Sequential([keras.Input(model.input_shape[1:], dtype=model.input.dtype), *model.layers[1:]])


def trained(model, x, y, epochs):
    return model.fit(x, y, epochs=epochs, batch_size=len(x), shuffle=False, verbose=0).history["loss"]


asked = json.load(sys.stdin)
answers = []
for spec in asked:
    x = np.array(spec["x"], dtype=spec["inputDtype"])
    y = np.array(spec["y"], dtype="float32")
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
    answer = {"ofKeras": {"predictions": model.predict(x, verbose=0).ravel().tolist()}}
    answer["ofKeras"]["losses"] = trained(model, x, y, 5)
    for kind in ["keras", "h5"]:
        theirs = keras.models.load_model(os.path.join(spec["folder"], f"of-trainbook.{kind}"))
        result = {"predictions": theirs.predict(x, verbose=0).ravel().tolist()}
        result["losses"] = trained(theirs, x, y, 5)
        answer[kind] = result
    theirs.load_weights(os.path.join(spec["folder"], "of-trainbook.weights.h5"))
    answer["weights"] = theirs.predict(x, verbose=0).ravel().tolist()
    answers.append(answer)
json.dump(answers, sys.stdout)
