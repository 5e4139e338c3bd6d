"""Measures one kernel in one run, for index.js: python measure.py KERNEL LANGUAGE FOLDER → one line of JSON."""

import json
import os
import statistics
import sys
import time
from queue import Empty

import zmq
from jupyter_client.manager import KernelManager

kernel, language, folder = sys.argv[1:]
typescript = language == "typescript"
PATIENCE = 10

cells = {
    "trivial": "1 + {n}",
    "constant": "const c{n} = {n}; c{n}" if typescript else "c{n} = {n}; c{n}",
    "tfjs import": 'import * as tf from "@tensorflow/tfjs-node-gpu";\nconst base = tf.ones([2, 2]);',
    "tfjs": "const m{n} = tf.sequential();\nm{n}.add(tf.layers.dense({{ units: 4, inputShape: [2] }}));\nconst u{n} = base.add({n});",
    "flood": "for (let i = 0; i < 20000; i++) console.log(i)" if typescript else "for i in range(20000): print(i)",
    "busy": "while (true) {}" if typescript else "while True: pass",
    "waiting": "for (;;) await new Promise((resolve) => setTimeout(resolve, 5))"
    if typescript
    else "import asyncio\nwhile True: await asyncio.sleep(0.005)",
}

context = zmq.Context()
# The client looks for the kernel's port a hundred times a second, so that its own waiting does not count.
context.setsockopt(zmq.RECONNECT_IVL, 10)


class Kernel:
    def __init__(self):
        self.manager = KernelManager(kernel_name=kernel, context=context)
        self.began = time.perf_counter()
        # What kernels say to the terminal is no result.
        with open(os.devnull, "w") as nowhere:
            self.manager.start_kernel(cwd=folder, stdout=nowhere, stderr=nowhere)
        self.client = self.manager.client()
        self.client.start_channels()
        self.number = 0

    def wait(self, get, message_id, kind=None, until=PATIENCE):
        """The first message that answers `message_id`, and is of that kind; None after `until` seconds."""
        end = time.perf_counter() + until
        while (left := end - time.perf_counter()) > 0:
            try:
                message = get(timeout=left)
            except Empty:
                return None
            content = message["content"]
            if message["parent_header"].get("msg_id") != message_id:
                continue
            if kind is None or content.get("execution_state") == kind:
                return message
        return None

    def run(self, code, until=60):
        """Seconds from the request to `idle`; None where it did not come."""
        began = time.perf_counter()
        message_id = self.client.execute(code)
        if self.wait(self.client.get_iopub_msg, message_id, "idle", until) is None:
            return None
        return time.perf_counter() - began

    def cells(self, name, count):
        times = []
        for _ in range(count):
            self.number += 1
            times.append(self.run(cells[name].format(n=self.number)))
        return times

    def interrupted(self, name):
        message_id = self.client.execute(cells[name])
        time.sleep(0.5)
        began = time.perf_counter()
        self.manager.interrupt_kernel()
        idle = self.wait(self.client.get_iopub_msg, message_id, "idle", 5)
        return time.perf_counter() - began if idle else None

    def flood(self):
        began = time.perf_counter()
        message_id = self.client.execute(cells["flood"])
        messages = 0
        lines = 0
        while True:
            try:
                message = self.client.get_iopub_msg(timeout=10)
            except Empty:
                # A kernel that sends each line alone loses those that the socket has no room for, the last ones too.
                return None, messages, lines
            if message["parent_header"].get("msg_id") != message_id:
                continue
            messages += 1
            lines += message["content"].get("text", "").count("\n")
            if message["content"].get("execution_state") == "idle":
                return time.perf_counter() - began, messages, lines

    def control_while_busy(self):
        message_id = self.client.execute(cells["busy"])
        time.sleep(0.5)
        request = self.client.session.msg("kernel_info_request")
        began = time.perf_counter()
        self.client.control_channel.send(request)
        reply = self.wait(self.client.get_control_msg, request["header"]["msg_id"], until=5)
        took = time.perf_counter() - began if reply else None
        self.manager.interrupt_kernel()
        self.wait(self.client.get_iopub_msg, message_id, "idle", 5)
        return took

    def completion(self, code):
        began = time.perf_counter()
        message_id = self.client.complete(code, len(code))
        self.wait(self.client.get_shell_msg, message_id)
        return time.perf_counter() - began


def median(times):
    known = [one for one in times if one is not None]
    return statistics.median(known) if known else None


def measure():
    one = Kernel()
    results = {}
    try:
        info = one.client.kernel_info()
        one.wait(one.client.get_shell_msg, info)
        results["start to kernel_info"] = time.perf_counter() - one.began
        one.run("1")
        results["start to first cell done"] = time.perf_counter() - one.began
        one.cells("trivial", 20)
        results["trivial cell"] = median(one.cells("trivial", 60))
        results["constant cell"] = median(one.cells("constant", 60))
        if typescript:
            results["tfjs import"] = one.run(cells["tfjs import"])
            results["tfjs cell"] = median(one.cells("tfjs", 40)[10:])
            results["completion, first"] = one.completion("tf.layers.")
            results["completion"] = median([one.completion("tf.layers.") for _ in range(8)])
            one.cells("tfjs", max(0, 190 - one.number))
            results["tfjs cell, the 200th"] = median(one.cells("tfjs", 20))
        seconds, messages, lines = one.flood()
        results["20,000 lines"] = seconds
        results["20,000 lines: messages"] = messages
        results["20,000 lines: lines"] = lines
        results["control reply while busy"] = one.control_while_busy()
        results["interrupt of a loop"] = one.interrupted("busy")
        results["interrupt of an awaited loop"] = one.interrupted("waiting")
    finally:
        one.client.stop_channels()
        one.manager.shutdown_kernel(now=True)
    return results


print(json.dumps(measure()))
