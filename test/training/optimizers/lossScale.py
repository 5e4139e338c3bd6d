"""Steps of SGD under Keras's LossScaleOptimizer: the weight and the scale after each gradient."""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np

given = json.load(sys.stdin)
weight = keras.Variable(np.array(given["weight"], "float32"))
optimizer = keras.optimizers.LossScaleOptimizer(
    keras.optimizers.SGD(0.1, momentum=0.9),
    initial_scale=given["initialScale"],
    dynamic_growth_steps=given["dynamicGrowthSteps"],
)
steps = []
for gradient in given["gradients"]:
    scale = float(optimizer.dynamic_scale) if optimizer.built else given["initialScale"]
    scaled = np.array([float(one) for one in gradient], "float32") * np.float32(scale)
    optimizer.apply([keras.ops.convert_to_tensor(scaled)], [weight])
    steps.append({"weight": weight.numpy().tolist(), "scale": float(optimizer.dynamic_scale)})
print(json.dumps(steps))
