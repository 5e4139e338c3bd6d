"""Keras models of one layer and its options each.

`write FOLDER` saves each as .keras and .h5, and prints its input and what it predicts; `read FOLDER` prints what the
files of trainbook in the same folder predict.
"""
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import keras
from keras import layers as L

image, sequence, vector = (6, 6, 4), (5, 3), (4,)


def nested_sequential():
    inner = keras.Sequential([L.Dense(3, activation="relu"), L.BatchNormalization(), L.Dense(2)], name="inner")
    return keras.Sequential([keras.Input(vector), L.Dense(4), inner, L.Dense(2)])


def nested_functional(training=None):
    x = keras.Input(vector)
    inner = keras.Model(x, L.BatchNormalization()(L.Dense(3)(x)), name="inner")
    y = keras.Input(vector)
    kwargs = {} if training is None else {"training": training}
    first, second = inner(y, **kwargs), inner(L.Dense(4)(y), **kwargs)
    return keras.Model(y, L.Add()([first, second]))


def nested_frozen():
    inner = keras.Sequential([L.Dense(4), L.BatchNormalization(), L.Dense(4)], name="inner")
    inner.trainable = False
    return keras.Sequential([keras.Input(vector), inner, L.Dense(2)])


def nested_twice():
    x = keras.Input(vector)
    inner = keras.Model(x, L.Dense(3)(x))
    y = keras.Input(vector)
    middle = keras.Model(y, L.Dense(2)(inner(y)))
    z = keras.Input(vector)
    return keras.Model(z, L.Dense(2)(middle(z)))


def nested_with_two_inputs():
    a, b = keras.Input(vector), keras.Input(vector)
    inner = keras.Model([a, b], [L.Add()([a, b]), L.Multiply()([a, b])])
    x = keras.Input(vector)
    total, product = inner([x, L.Dense(4)(x)])
    return keras.Model(x, L.Concatenate()([total, product]))


def shared_layer():
    x = keras.Input(vector)
    dense = L.Dense(4)
    return keras.Model(x, L.Add()([dense(x), dense(dense(x))]))


def only_dropout():
    return keras.Sequential([keras.Input(vector), L.Dropout(0.5), L.Activation("relu")])


def merged(layer):
    def build():
        x = keras.Input(vector)
        return keras.Model(x, layer([L.Dense(4)(x), L.Dense(4)(x)]))
    return build


def masked(*rest):
    return lambda: keras.Sequential([keras.Input((5,), dtype="int32"), L.Embedding(7, 3, mask_zero=True), *rest])


def masked_merge(merge, both):
    def build():
        x = keras.Input((5,), dtype="int32")
        left = L.Embedding(7, 3, mask_zero=True)(x)
        right = L.Embedding(7, 3, mask_zero=both)(x)
        return keras.Model(x, L.LSTM(2)(merge([left, right])))
    return build


def masked_functional(*rest):
    """In a functional model's file, operations compute the masks."""
    def build():
        x = keras.Input((5,), dtype="int32")
        y = L.Embedding(7, 3, mask_zero=True)(x)
        for layer in rest:
            y = layer(y)
        return keras.Model(x, y)
    return build


def masking_functional():
    x = keras.Input(sequence)
    return keras.Model(x, L.LSTM(2)(L.Dense(3)(L.Masking(0.0)(x))))


def masked_nested():
    inner = keras.Sequential([keras.Input((5,), dtype="int32"), L.Embedding(7, 3, mask_zero=True)], name="inner")
    x = keras.Input((5,), dtype="int32")
    return keras.Model(x, L.LSTM(2)(inner(x)))


def constrained():
    model = keras.Sequential([keras.Input(vector), L.Dense(3, kernel_constraint=keras.constraints.MaxNorm(0.1))])
    model.layers[0].kernel.assign(keras.random.normal((4, 3), seed=1))
    return model


def one(layer, shape):
    return lambda: keras.Sequential([keras.Input(shape), layer])


def initial_state():
    x = keras.Input(sequence)
    state = L.Dense(2)(L.Flatten()(x))
    return keras.Model(x, L.GRU(2)(x, initial_state=state))


class OfItsAuthor(L.Layer):
    def call(self, x):
        return x


cases = {
    **{f"Dense {a}": one(L.Dense(3, activation=a), vector) for a in [
        "relu", "relu6", "elu", "selu", "sigmoid", "softmax", "softplus", "softsign", "tanh", "log_softmax",
        "silu", "mish", "gelu", "hard_sigmoid", "linear", "exponential", "leaky_relu"]},
    "Dense without bias": one(L.Dense(3, use_bias=False), vector),
    "Dense on a sequence": one(L.Dense(3), sequence),
    "Embedding": one(L.Embedding(7, 3), (5,)),
    "Masking": lambda: keras.Sequential([keras.Input(sequence), L.Masking(0.0), L.LSTM(2)]),
    "Masking, then Dense, then LSTM": lambda: keras.Sequential(
        [keras.Input(sequence), L.Masking(0.0), L.Dense(3), L.LSTM(2)]),
    "Masking, then Conv1D": lambda: keras.Sequential([keras.Input(sequence), L.Masking(0.0), L.Conv1D(2, 2)]),
    "mask, LSTM": masked(L.LSTM(2)),
    "mask, GRU": masked(L.GRU(2)),
    "mask, SimpleRNN": masked(L.SimpleRNN(2)),
    "mask, sequence of LSTM": masked(L.LSTM(2, return_sequences=True), L.LSTM(2)),
    "mask, sequence of LSTM that stays": masked(L.LSTM(2, return_sequences=True)),
    "mask, zero_output_for_mask": masked(L.LSTM(2, return_sequences=True, zero_output_for_mask=True)),
    "mask, Bidirectional": masked(L.Bidirectional(L.LSTM(2))),
    "mask, GlobalAveragePooling1D": masked(L.GlobalAveragePooling1D()),
    "mask, GlobalMaxPooling1D": masked(L.GlobalMaxPooling1D()),
    "mask, TimeDistributed": masked(L.TimeDistributed(L.Dense(2)), L.LSTM(2)),
    "mask, Dropout, LSTM": masked(L.Dropout(0.1), L.LSTM(2)),
    "mask, Activation, LSTM": masked(L.Activation("tanh"), L.LSTM(2)),
    "mask, LayerNormalization, LSTM": masked(L.LayerNormalization(), L.LSTM(2)),
    "mask, Conv1D, LSTM": masked(L.Conv1D(2, 2), L.LSTM(2)),
    "mask, Flatten": masked(L.Flatten()),
    "mask, Add of masked ones, LSTM": masked_merge(L.Add(), True),
    "mask, Add of one masked, LSTM": masked_merge(L.Add(), False),
    "mask, Concatenate, LSTM": masked_merge(L.Concatenate(), True),
    "mask, Concatenate in time, LSTM": masked_merge(L.Concatenate(axis=1), False),
    "mask, Bidirectional that stays": masked(L.Bidirectional(L.LSTM(2, return_sequences=True))),
    "mask, BatchNormalization, LSTM": masked(L.BatchNormalization(), L.LSTM(2)),
    "mask, functional LSTM": masked_functional(L.Dropout(0.1), L.LSTM(2, return_sequences=True), L.GRU(2)),
    "mask, functional TimeDistributed": masked_functional(L.TimeDistributed(L.Dense(2)), L.LSTM(2)),
    "Masking, functional": masking_functional,
    "mask, nested model, LSTM": masked_nested,
    "Flatten": one(L.Flatten(), image),
    "Flatten channels_first": one(L.Flatten(data_format="channels_first"), image),
    "Flatten of a vector": one(L.Flatten(), vector),
    "Reshape": one(L.Reshape((12, -1)), image),
    "Permute": one(L.Permute((2, 1)), sequence),
    "RepeatVector": one(L.RepeatVector(3), vector),
    "Cropping2D": one(L.Cropping2D(((1, 0), (2, 1))), image),
    "CenterCrop": one(L.CenterCrop(3, 3), image),
    "ZeroPadding2D": one(L.ZeroPadding2D(((1, 0), (2, 1))), image),
    "ZeroPadding2D of one number": one(L.ZeroPadding2D(2), image),
    "UpSampling2D": one(L.UpSampling2D(2), image),
    "UpSampling2D bilinear": one(L.UpSampling2D(2, interpolation="bilinear"), image),
    "Conv1D": one(L.Conv1D(2, 2, strides=2), sequence),
    "Conv1D dilated": one(L.Conv1D(2, 2, dilation_rate=2), sequence),
    "Conv1D causal": one(L.Conv1D(2, 2, padding="causal"), sequence),
    "Conv2D": one(L.Conv2D(3, 3, strides=2, padding="same"), image),
    "Conv2D dilated": one(L.Conv2D(3, 2, dilation_rate=2), image),
    "Conv2D groups": one(L.Conv2D(4, 2, groups=2), image),
    "Conv2D channels_first": one(L.Conv2D(3, 2, data_format="channels_first"), image),
    "Conv3D": one(L.Conv3D(2, 2), (4, 4, 4, 2)),
    "Conv2DTranspose": one(L.Conv2DTranspose(2, 3, strides=2, padding="same"), image),
    "Conv2DTranspose output_padding": one(L.Conv2DTranspose(2, 3, strides=2, output_padding=1), image),
    "Conv3DTranspose": one(L.Conv3DTranspose(2, 2), (3, 3, 3, 2)),
    "DepthwiseConv2D": one(L.DepthwiseConv2D(3, strides=2, padding="same", depth_multiplier=2), image),
    "DepthwiseConv2D dilated": one(L.DepthwiseConv2D(2, dilation_rate=2), image),
    "DepthwiseConv2D regularized": one(L.DepthwiseConv2D(
        2, depthwise_regularizer="l2", depthwise_constraint="non_neg"), image),
    "SeparableConv2D": one(L.SeparableConv2D(3, 2, depth_multiplier=2, depthwise_regularizer="l2"), image),
    "SeparableConv2D dilated": one(L.SeparableConv2D(3, 2, dilation_rate=2), image),
    **{f"{kind}Pooling{n}D": one(getattr(L, f"{kind}Pooling{n}D")(2, strides=1, padding="same"), shape)
       for kind in ["Max", "Average"] for n, shape in [(1, sequence), (2, image), (3, (4, 4, 4, 2))]},
    **{f"Global{kind}Pooling{n}D": one(getattr(L, f"Global{kind}Pooling{n}D")(), shape)
       for kind in ["Max", "Average"] for n, shape in [(1, sequence), (2, image)]},
    "GlobalAveragePooling2D keepdims": one(L.GlobalAveragePooling2D(keepdims=True), image),
    "BatchNormalization": one(L.BatchNormalization(), image),
    "BatchNormalization without scale and center": one(L.BatchNormalization(scale=False, center=False), vector),
    "BatchNormalization of the rows": one(L.BatchNormalization(axis=1), image),
    "LayerNormalization": one(L.LayerNormalization(), image),
    "LayerNormalization of two axes": one(L.LayerNormalization(axis=[1, 2]), image),
    "LayerNormalization rms_scaling": one(L.LayerNormalization(rms_scaling=True), vector),
    "SimpleRNN": one(L.SimpleRNN(3, go_backwards=True), sequence),
    "LSTM": one(L.LSTM(3, return_sequences=True, unroll=True), sequence),
    "LSTM unit_forget_bias=False": one(L.LSTM(3, unit_forget_bias=False), sequence),
    "GRU": one(L.GRU(3), sequence),
    "GRU reset_after=False": one(L.GRU(3, reset_after=False), sequence),
    "GRU initial_state": initial_state,
    **{f"Bidirectional {mode}": one(L.Bidirectional(L.GRU(2, return_sequences=True), merge_mode=mode), sequence)
       for mode in ["concat", "sum", "mul", "ave"]},
    "Bidirectional of unlike layers": one(L.Bidirectional(
        L.LSTM(2), backward_layer=L.LSTM(2, activation="relu", go_backwards=True)), sequence),
    "TimeDistributed": one(L.TimeDistributed(L.Dense(2)), sequence),
    "TimeDistributed Conv2D": one(L.TimeDistributed(L.Conv2D(2, 2)), (3, 5, 5, 2)),
    **{name: merged(getattr(L, name)()) for name in ["Add", "Average", "Maximum", "Minimum", "Multiply", "Concatenate"]},
    "Dot": merged(L.Dot(axes=1, normalize=True)),
    "Subtract": merged(L.Subtract()),
    "ELU": one(L.ELU(alpha=0.5), vector),
    "LeakyReLU": one(L.LeakyReLU(negative_slope=0.1), vector),
    "PReLU": one(L.PReLU(alpha_initializer="he_normal"), vector),
    "PReLU shared_axes": one(L.PReLU(alpha_initializer="ones", shared_axes=[1, 2]), image),
    "ReLU": one(L.ReLU(), vector),
    "ReLU max_value": one(L.ReLU(max_value=0.5), vector),
    "ReLU negative_slope": one(L.ReLU(negative_slope=0.5), vector),
    "ReLU threshold": one(L.ReLU(threshold=0.5), vector),
    "Softmax": one(L.Softmax(), vector),
    "Softmax on the first axis": one(L.Softmax(axis=1), sequence),
    **{f"{layer.__class__.__name__}": one(layer, sequence) for layer in [
        L.Dropout(0.5), L.SpatialDropout1D(0.5), L.AlphaDropout(0.5), L.GaussianDropout(0.5), L.GaussianNoise(0.5)]},
    "Dropout noise_shape": one(L.Dropout(0.5, noise_shape=(None, 1, 3)), sequence),
    "ActivityRegularization": one(L.ActivityRegularization(0.1), vector),
    "Dense activity_regularizer": one(L.Dense(2, activity_regularizer="l2"), vector),
    "LSTM activity_regularizer": one(L.LSTM(2, activity_regularizer="l1"), sequence),
    "Bidirectional activity_regularizer": one(L.Bidirectional(L.LSTM(2, activity_regularizer=keras.regularizers.L1L2(0.01, 0.02))), sequence),
    "Rescaling": one(L.Rescaling(0.5, offset=1), image),
    "Resizing": one(L.Resizing(4, 8), image),
    "Resizing nearest": one(L.Resizing(3, 9, interpolation="nearest"), image),
    "CategoryEncoding": one(L.CategoryEncoding(num_tokens=7, output_mode="one_hot"), (1,)),
    "Lambda": one(L.Lambda(lambda x: x), vector),
    "a layer of its author": one(OfItsAuthor(), vector),
    "mixed_float16": one(L.Dense(3, dtype="mixed_float16"), vector),
    "float64": one(L.Dense(3, dtype="float64"), vector),
    "untrainable": one(L.Dense(3, trainable=False), vector),
    "constraint that the weights break": constrained,
    "nested Sequential": nested_sequential,
    "nested model, called twice": nested_functional,
    "nested model, called with training=False": lambda: nested_functional(False),
    "nested model that is frozen": nested_frozen,
    "nested models in each other": nested_twice,
    "nested model of two inputs and outputs": nested_with_two_inputs,
    "shared layer": shared_layer,
    "without weights": only_dropout,
}

integers = {"Embedding", "CategoryEncoding"}


def input_of(name, model):
    random = np.random.default_rng(len(name))
    shape = (4, *model.inputs[0].shape[1:])
    if name in integers or name.startswith("mask,"):
        x = random.integers(0, 7, shape)
        x[:, -2:] = 0
        return x
    x = random.normal(size=shape).astype("float32")
    if name.startswith("Masking"):
        x[:, -2:] = 0
    return x


def settled(model):
    """Weights that are not those a layer begins with, where there are such."""
    random = np.random.default_rng(0)
    for layer in model._flatten_layers(include_self=False):
        if isinstance(layer, L.BatchNormalization):
            layer.set_weights([random.uniform(0.5, 1.5, w.shape) for w in layer.get_weights()])


def predicted(model, x):
    return np.asarray(model.predict(x, verbose=0), "float64").ravel().tolist()


def main():
    action, folder = sys.argv[1:]
    answers = []
    for index, (name, build) in enumerate(cases.items()):
        keras.utils.set_random_seed(index)
        if action == "write":
            model = build()
            settled(model)
            x = input_of(name, model)
            for kind in ["keras", "h5"]:
                model.save(os.path.join(folder, f"{index}.{kind}"))
            answers.append({"name": name, "x": x.tolist(), "predictions": predicted(model, x)})
        else:
            answer = {"name": name}
            x = input_of(name, build())
            for kind in ["keras", "h5"]:
                path = os.path.join(folder, f"ours-{index}.{kind}")
                if os.path.exists(path):
                    answer[kind] = predicted(keras.models.load_model(path), x)
            answers.append(answer)
    json.dump(answers, sys.stdout)


main()
