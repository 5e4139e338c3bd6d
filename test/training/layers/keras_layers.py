"""Compiled models in which layers have two modes, masks, or losses of their own: what Keras evaluates and trains of them."""
import json
import os
import sys

import keras
import numpy as np

L = keras.layers
R = keras.regularizers
folder = sys.argv[1]
random = np.random.default_rng(3)

STEPS, WORDS = 6, 9


def words(samples=10):
    x = random.integers(1, WORDS, (samples, STEPS))
    for row, length in zip(x, random.integers(1, STEPS + 1, samples)):
        row[length:] = 0
    return x


def compiled(model, loss="mse", metrics=("mae",), **options):
    # Eagerly: a graph whose batches differ in length forgets to weigh the losses of outputs by it.
    model.compile(keras.optimizers.SGD(0.02), loss, metrics=list(metrics), run_eagerly=True, **options)
    return model


def sequence(*layers, mask_zero=True):
    return keras.Sequential([keras.Input((STEPS,), dtype="int32"), L.Embedding(WORDS, 4, mask_zero=mask_zero), *layers])


def labels(samples, classes=3):
    return random.integers(0, classes, (samples, STEPS))


def targets(samples, features=1):
    return random.normal(size=(samples, STEPS, features))


def masked_classes(output, weights=None, **options):
    def build():
        x, loss = words(), "sparse_categorical_crossentropy"
        model = compiled(sequence(*output(), L.Dense(3, activation="softmax")), loss, ["accuracy"], **options)
        return model, x, labels(len(x)), weights() if weights else None
    return build


def masked_regression():
    x = words()
    metrics = ["mae", "mse", keras.metrics.RootMeanSquaredError(), keras.metrics.CosineSimilarity()]
    return compiled(sequence(L.LSTM(4, return_sequences=True), L.Dense(2)), "mse", metrics), x, targets(len(x), 2), None


def masked_binary():
    x = words()
    model = compiled(sequence(L.GRU(3, return_sequences=True), L.Dense(1, activation="sigmoid")),
                     "binary_crossentropy", ["accuracy", keras.metrics.Precision(), keras.metrics.Recall()])
    return model, x, labels(len(x), 2)[..., None], None


def nothing_masked_in():
    x = np.zeros((4, STEPS), int)
    return compiled(sequence(L.LSTM(3, return_sequences=True), L.Dense(2)), "mse"), x, targets(4, 2), None


def two_outputs():
    x = words()
    i = keras.Input((STEPS,), dtype="int32")
    h = L.LSTM(4, return_sequences=True)(L.Embedding(WORDS, 4, mask_zero=True)(i))
    tags = L.Dense(3, activation="softmax", name="tags")(h)
    score = L.Dense(1, name="score")(L.GlobalAveragePooling1D()(h))
    model = compiled(keras.Model(i, [tags, score]), {"tags": "sparse_categorical_crossentropy", "score": "mse"},
                     [], weighted_metrics={"tags": ["accuracy"], "score": ["mae"]}, loss_weights={"tags": 0.5, "score": 2.0})
    return model, x, [labels(len(x)), random.normal(size=(len(x), 1))], None


def branches():
    """The mask of one branch is none of the other's."""
    x = words()
    i = keras.Input((STEPS,), dtype="int32")
    masked = L.LSTM(3)(L.Embedding(WORDS, 4, mask_zero=True)(i))
    plain = L.LSTM(3)(L.Embedding(WORDS, 4)(i))
    return compiled(keras.Model(i, L.Dense(1)(L.Concatenate()([masked, plain])))), x, random.normal(size=(len(x), 1)), None


def merged_masks(merge):
    def build():
        i = keras.Input((STEPS,), dtype="int32")
        j = keras.Input((STEPS,), dtype="int32")
        embedding = L.Embedding(WORDS, 4, mask_zero=True)
        h = merge([embedding(i), embedding(j)])
        x = [words(), words()]
        model = compiled(keras.Model([i, j], L.Dense(1)(L.LSTM(3)(h))))
        return model, x, random.normal(size=(10, 1)), None
    return build


def merged_masks_that_stay():
    i = keras.Input((STEPS,), dtype="int32")
    j = keras.Input((STEPS,), dtype="int32")
    embedding = L.Embedding(WORDS, 4, mask_zero=True)
    model = compiled(keras.Model([i, j], L.Dense(2)(L.Add()([embedding(i), embedding(j)]))))
    return model, [words(), words()], targets(10, 2), None


def nested_masks():
    x = words()
    inner = keras.Sequential([keras.Input((STEPS,), dtype="int32"), L.Embedding(WORDS, 4, mask_zero=True), L.Dense(3)])
    i = keras.Input((STEPS,), dtype="int32")
    h = L.LSTM(3, return_sequences=True)(inner(i))
    outer = keras.Sequential([keras.Input((STEPS, 3)), L.Dense(2, activation="tanh"), L.Dense(2)])
    return compiled(keras.Model(i, outer(h))), x, targets(len(x), 2), None


def sequence_case(layers, *, features):
    def build():
        x = words()
        return compiled(sequence(*layers())), x, targets(len(x), features), None
    return build


def vector_case(layers, loss="mse", **options):
    def build():
        x = random.normal(1, 2, size=(10, 4))
        model = compiled(keras.Sequential([keras.Input((4,)), *layers()]), loss, **options)
        return model, x, random.normal(size=(10, model.output_shape[-1])), None
    return build


def frozen(trainable):
    """`trainable` freezes what it likes of the base."""
    def build():
        base = keras.Sequential([keras.Input((4,)), L.Dense(5, activation="relu"), L.BatchNormalization(momentum=0.5)])
        i = keras.Input((4,))
        model = keras.Model(i, L.Dense(1)(L.BatchNormalization(momentum=0.5)(base(i))))
        trainable(base)
        return compiled(model), random.normal(1, 2, size=(10, 4)), random.normal(size=(10, 1)), None
    return build


def freeze(layer):
    layer.trainable = False


def called_with_training():
    base = keras.Sequential([keras.Input((4,)), L.Dense(5, activation="relu"), L.BatchNormalization(momentum=0.5)])
    i = keras.Input((4,))
    model = keras.Model(i, L.Dense(1)(base(i, training=False)))
    return compiled(model), random.normal(1, 2, size=(10, 4)), random.normal(size=(10, 1)), None


def frozen_in_time():
    layer = L.TimeDistributed(L.BatchNormalization(momentum=0.5))
    model = keras.Sequential([keras.Input((3, 4)), layer, L.Flatten(), L.Dense(1)])
    layer.trainable = False
    return compiled(model), random.normal(1, 2, size=(10, 3, 4)), random.normal(size=(10, 1)), None


def shared_activity():
    i, j = keras.Input((4,)), keras.Input((4,))
    shared = L.Dense(3, activity_regularizer=R.L2(0.01))
    model = compiled(keras.Model([i, j], L.Dense(1)(L.Add()([shared(i), shared(j)]))))
    return model, [random.normal(size=(10, 4)), random.normal(size=(10, 4))], random.normal(size=(10, 1)), None


def time_weights():
    return random.uniform(0, 2, (10, STEPS))


lstm = lambda **options: [L.LSTM(4, return_sequences=True, **options)]

cases = {
    "masked classes": masked_classes(lstm),
    "masked classes, weighted step by step": masked_classes(lstm, time_weights, weighted_metrics=["accuracy"]),
    "masked classes, no layer between": masked_classes(lambda: []),
    "masked classes, Dropout that drops nothing": masked_classes(lambda: [L.Dropout(0.0), *lstm()]),
    "masked classes, ReLU": masked_classes(lambda: [*lstm(), L.ReLU(), L.LeakyReLU(), L.PReLU(), L.ELU()]),
    "masked classes, Bidirectional": masked_classes(lambda: [L.Bidirectional(L.LSTM(3, return_sequences=True))]),
    "masked classes, Bidirectional sum": masked_classes(
        lambda: [L.Bidirectional(L.GRU(3, return_sequences=True), merge_mode="sum")]),
    "masked classes, TimeDistributed": masked_classes(lambda: [L.TimeDistributed(L.Dense(4)), *lstm()]),
    "masked classes, TimeDistributed BatchNormalization": masked_classes(
        lambda: [L.TimeDistributed(L.BatchNormalization(momentum=0.5))]),
    "masked classes, BatchNormalization": masked_classes(lambda: [L.BatchNormalization(momentum=0.5), *lstm()]),
    "masked classes, frozen BatchNormalization": masked_classes(
        lambda: [L.BatchNormalization(momentum=0.5, trainable=False), *lstm()]),
    "masked classes, LayerNormalization": masked_classes(lambda: [L.LayerNormalization(), *lstm()]),
    "masked classes, mask ended by Conv1D": masked_classes(lambda: [L.Conv1D(4, 3, padding="same"), *lstm()]),
    "masked classes, go_backwards": masked_classes(lambda: lstm(go_backwards=True)),
    "masked classes, zero_output_for_mask": masked_classes(lambda: [L.GRU(4, return_sequences=True, zero_output_for_mask=True)]),
    "masked classes, zero_output_for_mask backwards": masked_classes(
        lambda: lstm(zero_output_for_mask=True, go_backwards=True)),
    "masked classes, Masking of trained values": masked_classes(lambda: [L.Dense(4), L.Masking(0.0), *lstm()]),
    "masked regression": masked_regression,
    "masked binary": masked_binary,
    "nothing but mask": nothing_masked_in,
    "masked GlobalAveragePooling1D": lambda: (
        compiled(sequence(*lstm(), L.GlobalAveragePooling1D(), L.Dense(1))), words(), random.normal(size=(10, 1)), None),
    "two outputs, one masked": two_outputs,
    "branches": branches,
    "Add of masks": merged_masks(L.Add()),
    "Maximum of masks": merged_masks(L.Maximum()),
    "Minimum of masks": merged_masks(L.Minimum()),
    "Multiply of masks": merged_masks(L.Multiply()),
    "Average of masks": merged_masks(L.Average()),
    "Concatenate of masks": merged_masks(L.Concatenate()),
    "Concatenate of masks in time": merged_masks(L.Concatenate(axis=1)),
    "Add of masks that stays": merged_masks_that_stay,
    "nested masks": nested_masks,
    "frozen base": frozen(freeze),
    "frozen layer of the base": frozen(lambda base: freeze(base.layers[-1])),
    "nothing frozen": frozen(lambda base: None),
    "base called with training=False": called_with_training,
    "frozen in TimeDistributed": frozen_in_time,
    "BatchNormalization without scale and center": vector_case(
        lambda: [L.BatchNormalization(momentum=0.5, scale=False, center=False), L.Dense(1)]),
    "frozen BatchNormalization without scale and center": vector_case(
        lambda: [L.BatchNormalization(momentum=0.5, scale=False, center=False, trainable=False), L.Dense(1)]),
    "activity of Dense": vector_case(lambda: [L.Dense(3, activity_regularizer=R.L2(0.1)), L.Dense(1)]),
    "activity of GRU": sequence_case(lambda: [L.GRU(2, return_sequences=True, activity_regularizer=R.L2(0.1))], features=2),
    "activity of the output": vector_case(lambda: [L.Dense(2, activity_regularizer=R.L1(0.1))]),
    "activity of Embedding": sequence_case(lambda: [*lstm(activity_regularizer=R.L1L2(0.01, 0.02)), L.Dense(2)], features=2),
    "activity of a convolution": sequence_case(
        lambda: [L.Conv1D(3, 3, padding="same", activity_regularizer=R.L2(0.1))], features=3),
    "activity in Bidirectional": sequence_case(
        lambda: [L.Bidirectional(L.LSTM(2, return_sequences=True, activity_regularizer=R.L2(0.1)))], features=4),
    "activity in TimeDistributed": sequence_case(
        lambda: [L.TimeDistributed(L.Dense(2, activity_regularizer=R.L2(0.1)))], features=2),
    "activity of layers without weights": vector_case(
        lambda: [L.Dense(3), L.Activation("tanh", activity_regularizer=R.L2(0.1)), L.ReLU(activity_regularizer=R.L1(0.1)), L.Dense(1)]),
    "activity of BatchNormalization, and weights": vector_case(
        lambda: [L.Dense(3, kernel_regularizer=R.L2(0.1)), L.BatchNormalization(activity_regularizer=R.L2(0.1)), L.Dense(1)]),
    "activity of a shared layer": shared_activity,
}


def main():
    results = []
    for index, (name, build) in enumerate(cases.items()):
        keras.utils.set_random_seed(index)
        model, x, y, weights = build()
        if model.trainable_variables:
            model.optimizer.build(model.trainable_variables)
        model.save(os.path.join(folder, f"{index}.keras"))
        options = {"batch_size": 4, "verbose": 0}
        evaluated = model.evaluate(x, y, sample_weight=weights, return_dict=True, **options)
        history = model.fit(x, y, sample_weight=weights, epochs=2, shuffle=False, **options).history
        predictions = model.predict(x, verbose=0)
        as_lists = lambda value: [np.asarray(one).tolist() for one in (value if isinstance(value, list) else [value])]
        results.append({
            "name": name, "x": as_lists(x), "y": as_lists(y), "weights": None if weights is None else weights.tolist(),
            "evaluated": evaluated, "history": history,
            "predictions": [np.asarray(one, "float64").ravel().tolist() for one in as_lists(predictions)],
        })
    json.dump(results, sys.stdout)


main()
