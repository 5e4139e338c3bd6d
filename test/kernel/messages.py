"""Talks to the kernel `tslab` over its sockets and writes what it answered as JSON, for messages.test.ts."""

import json
import sys
import time

from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(kernel_name="tslab", cwd=sys.argv[1])
answers = {}


def reply_to(message_id):
    while True:
        message = client.get_shell_msg(timeout=20)
        if message["parent_header"].get("msg_id") == message_id:
            return {"type": message["header"]["msg_type"], "content": message["content"]}


def outputs_of(message_id):
    messages = []
    while True:
        message = client.get_iopub_msg(timeout=20)
        if message["parent_header"].get("msg_id") != message_id:
            continue
        messages.append({"type": message["header"]["msg_type"], "content": message["content"]})
        if messages[-1]["content"].get("execution_state") == "idle":
            return messages


answers["commInfo"] = reply_to(client.comm_info())

failing = client.execute("for (let i = 0; i < 1e8; i++) {}\nthrow new RangeError('far');")
queued = [client.execute("globalThis.ran = true"), client.execute("1")]
answers["failing"] = reply_to(failing)
answers["queued"] = [reply_to(message_id) for message_id in queued]
answers["afterFailure"] = reply_to(client.execute("globalThis.ran"))

failing = client.execute("throw new Error('passed over')", stop_on_error=False)
queued = client.execute("2")
answers["passedOver"] = reply_to(failing)
answers["queuedBehindPassedOver"] = reply_to(queued)

updating = client.execute(
    f"const {{ display }} = require({json.dumps(sys.argv[2])});\n"
    "const shown = display('one');\nshown.update('two');"
)
reply_to(updating)
answers["updating"] = outputs_of(updating)

waiting = client.execute("await new Promise(() => {})")
time.sleep(1)
manager.interrupt_kernel()
answers["interrupted"] = reply_to(waiting)

client.execute("setInterval(() => {}, 1000);")
began = time.monotonic()
client.shutdown()
while manager.is_alive() and time.monotonic() - began < 20:
    time.sleep(0.05)
answers["alive"] = manager.is_alive()
manager.shutdown_kernel(now=True)
print(json.dumps(answers))
