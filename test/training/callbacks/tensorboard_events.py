"""Reads folders with TensorBoard's own reader; writes the tags and values that it finds."""

import json
import struct
import sys

from tensorboard.backend.event_processing import event_accumulator


def value_of(plugin, tensor):
    if plugin == "scalars":
        return struct.unpack("<f", tensor.tensor_content)[0]
    if plugin == "histograms":
        return list(struct.unpack(f"<{len(tensor.tensor_content) // 8}d", tensor.tensor_content))
    return tensor.string_val[0].decode()


def found(folder):
    events = event_accumulator.EventAccumulator(folder, size_guidance={event_accumulator.TENSORS: 0})
    events.Reload()
    tags = {}
    for tag in events.Tags()["tensors"]:
        plugin = events.SummaryMetadata(tag).plugin_data.plugin_name
        steps = [[event.step, value_of(plugin, event.tensor_proto)] for event in events.Tensors(tag)]
        tags[tag] = {"plugin": plugin, "steps": steps}
    return tags


json.dump([found(folder) for folder in sys.argv[1:]], sys.stdout)
