"""Saves models of Keras 2 (tf-keras) as .keras and .h5 in a folder, and prints an input and what each predicts."""
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import tf_keras as keras
from tf_keras import layers as L


def image():
    return keras.Sequential([
        L.Conv2D(3, 3, activation="relu", kernel_regularizer="l2", input_shape=(6, 6, 1)),
        L.BatchNormalization(), L.MaxPooling2D(), L.Dropout(0.3), L.Flatten(), L.Dense(3, activation="hard_sigmoid"),
    ])


def branches():
    x = keras.Input((4,))
    inner = keras.Model(x, L.Dense(3)(x), name="inner")
    y = keras.Input((4,))
    return keras.Model(y, L.Add()([inner(y), inner(L.Dense(4)(y))]))


def nested():
    inner = keras.Sequential([L.Dense(3), L.LeakyReLU(0.2), L.BatchNormalization()])
    return keras.Sequential([keras.Input((4,)), inner, L.Dense(2)])


def recurrent():
    return keras.Sequential([
        keras.Input((5, 3)),
        L.LSTM(3, recurrent_activation="hard_sigmoid", return_sequences=True),
        L.Bidirectional(L.GRU(2, reset_after=False)),
    ])


def trained():
    model = keras.Sequential([keras.Input((4,)), L.Dense(2)])
    model.compile(optimizer="adam", loss="mse", metrics=["mae"])
    model.fit(np.ones((4, 4)), np.ones((4, 2)), verbose=0)
    return model


answers = []
for index, build in enumerate([image, branches, nested, recurrent, trained]):
    keras.utils.set_random_seed(index)
    model = build()
    x = np.random.default_rng(index).normal(size=(4, *model.inputs[0].shape[1:])).astype("float32")
    for kind in ["keras", "h5"]:
        model.save(os.path.join(sys.argv[1], f"{build.__name__}.{kind}"))
    predictions = model.predict(x, verbose=0).astype("float64").ravel().tolist()
    answers.append({"name": build.__name__, "x": x.tolist(), "predictions": predictions})
print(json.dumps(answers))
