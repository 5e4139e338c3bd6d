"""Keras's side of the contract of options: its defaults, our files in its hands, and its files for us."""

import contextlib
import inspect
import json
import os
import sys
import traceback

import keras
import numpy as np

MODULES = {
    "losses": keras.losses,
    "metrics": keras.metrics,
    "optimizers": keras.optimizers,
    "schedules": keras.optimizers.schedules,
    "callbacks": keras.callbacks,
}


def defaults(cls):
    """The defaults of a class's options; those without a default are left out."""
    parameters = inspect.signature(cls.__init__).parameters.values()
    return {
        one.name: one.default
        for one in parameters
        if one.default is not inspect.Parameter.empty
    }


def plain(values):
    return [np.asarray(value, dtype="float64").reshape(-1).tolist() for value in values]


def measured(case, file):
    """What Keras makes of one of our files: loss and metrics, weights after some steps, and the layer's objects."""
    x = np.array(case["x"], dtype="float32")
    y = np.array(case["y"], dtype="float32")
    model = keras.saving.load_model(file)
    # A graph for each of some hundred models would take minutes.
    model.run_eagerly = True
    results = model.test_on_batch(x, y, return_dict=True)
    if file.endswith(".h5"):
        # Keras builds the optimizer of an .h5 file without the model's variables, of its own files too.
        model.optimizer = type(model.optimizer).from_config(model.optimizer.get_config())
    for _ in range(case["steps"]):
        model.train_on_batch(x, y)
    layer = model.layers[-1].get_config()
    return {
        "results": {name: np.asarray(value, dtype="float64").reshape(-1).tolist() for name, value in results.items()},
        "weights": plain(model.get_weights()),
        "layer": {
            name: layer[name] and layer[name]["config"]
            for name in ("kernel_initializer", "kernel_regularizer", "kernel_constraint")
        },
    }


def small_model():
    return keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(3, activation="softmax")])


REQUIRED = {
    "MeanIoU": {"num_classes": 3},
    "ExponentialDecay": {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5},
    "InverseTimeDecay": {"initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5},
    "PolynomialDecay": {"initial_learning_rate": 0.1, "decay_steps": 10},
    "CosineDecay": {"initial_learning_rate": 0.1, "decay_steps": 10},
    "CosineDecayRestarts": {"initial_learning_rate": 0.1, "first_decay_steps": 10},
    "PiecewiseConstantDecay": {"boundaries": [5], "values": [0.1, 0.01]},
}


def written(case, folder, index):
    """A model that Keras compiled with one object and saved."""
    options = {**REQUIRED.get(case["class"], {}), **case["options"]}
    made = getattr(MODULES[case["kind"]], case["class"])(**options)
    compiled = {"loss": "mse"}
    if case["kind"] == "losses":
        compiled["loss"] = made
    elif case["kind"] == "metrics":
        compiled["metrics"] = [made]
    elif case["kind"] == "optimizers":
        compiled["optimizer"] = made
    else:
        compiled["optimizer"] = keras.optimizers.SGD(learning_rate=made)
    model = small_model()
    model.compile(**compiled)
    files = [os.path.join(folder, f"of-keras-{index}.{kind}") for kind in (("keras",) if case["options"] else ("keras", "h5"))]
    for file in files:
        model.save(file)
    return {"files": files, "config": made.get_config()}


def attempt(work):
    try:
        return work()
    except Exception:
        return {"error": traceback.format_exc(limit=-2)}


question = json.load(sys.stdin)
with contextlib.redirect_stdout(sys.stderr):
    answer = {
        "defaults": {
            kind: {name: defaults(getattr(MODULES[kind], name)) for name in names if hasattr(MODULES[kind], name)}
            for kind, names in question["classes"].items()
        },
        "measured": [
            [attempt(lambda: measured(case, file)) for file in case["files"]] for case in question["cases"]
        ],
        "written": [
            attempt(lambda: written(case, question["folder"], index))
            for index, case in enumerate(question["written"])
        ],
    }
json.dump(answer, sys.stdout, default=str)
