"""Reads a folder with TensorBoard's own reader; writes the tags and values that it finds. With logs, Keras writes first."""

import json
import sys

from tensorboard.backend.event_processing import event_accumulator

folder = sys.argv[1]
events = event_accumulator.EventAccumulator(folder, size_guidance={event_accumulator.TENSORS: 0})
events.Reload()
found = {}
for tag in events.Tags()["tensors"]:
    plugin = events.SummaryMetadata(tag).plugin_data.plugin_name
    steps = []
    for event in events.Tensors(tag):
        tensor = event.tensor_proto
        content = tensor.tensor_content
        if plugin == "scalars":
            import struct

            value = struct.unpack("<f", content)[0]
        elif plugin == "histograms":
            import struct

            value = list(struct.unpack(f"<{len(content) // 8}d", content))
        else:
            value = tensor.string_val[0].decode()
        steps.append([event.step, value])
    found[tag] = {"plugin": plugin, "steps": steps}
json.dump(found, sys.stdout)
