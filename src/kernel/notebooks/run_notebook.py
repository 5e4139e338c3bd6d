"""Runs one notebook in a fresh kernel, for runNotebook.ts.

Reads one line of JSON, {"notebook", "kernel", "cwd", "timeout", "continueOnError"}, and writes one line of JSON
per event. The end of standard input means that whoever asked is gone: the kernel is then ended too.
"""

import asyncio
import json
import os
import signal
import sys
import threading
from time import monotonic

# Compiling this grammar takes 1.4 s at import; it serves a check of addresses that no notebook needs.
sys.modules["rfc3987_syntax"] = None

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

# The kernel inherits standard output: events go to a copy of it, and what the kernel prints to standard error.
events = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)


def tell(event, **content):
    events.write(json.dumps({"event": event, **content}) + "\n")
    events.flush()


def timed_out(seconds):
    evalue = f"the cell was still running after {seconds:g} s"
    return {"kind": "timeout", "ename": "Timeout", "evalue": evalue, "traceback": [f"Timeout: {evalue}"]}


# Bytes of outputs that are kept. The executed notebook is one line of JSON, which a program reads into one text.
CELL_OUTPUTS = 16_000_000
ALL_OUTPUTS = 64_000_000
ERROR_TEXT = 100_000


class BoundedClient(NotebookClient):
    """Keeps as many outputs as there is room for, and says in the cell that there were more."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.kept = 0
        self.kept_of = {}
        self.full = set()

    def process_message(self, msg, cell, cell_index):
        carries_output = msg["msg_type"] in ("stream", "display_data", "update_display_data", "execute_result")
        if carries_output and not self.has_room(msg["content"], cell, cell_index):
            return None
        if msg["msg_type"] == "error":
            msg["content"] = shortened(msg["content"])
        return super().process_message(msg, cell, cell_index)

    def has_room(self, content, cell, cell_index):
        size = len(json.dumps(content, default=str))
        of_cell = self.kept_of.get(cell_index, 0) + size
        if cell_index not in self.full and of_cell <= CELL_OUTPUTS and self.kept + size <= ALL_OUTPUTS:
            self.kept_of[cell_index] = of_cell
            self.kept += size
            return True
        if cell_index not in self.full:
            self.full.add(cell_index)
            note = "More outputs followed, for which there is no room.\n"
            cell.outputs.append(nbformat.v4.new_output("stream", name="stderr", text=note))
        return False


def shortened(error):
    """An error's texts, cut to what anybody reads."""
    ename, evalue = (str(error.get(name, ""))[:ERROR_TEXT] for name in ("ename", "evalue"))
    traceback = [str(line)[:ERROR_TEXT] for line in (error.get("traceback") or [])[:1_000]]
    return {**error, "ename": ename, "evalue": evalue, "traceback": traceback}


class Runner:
    def __init__(self, request):
        self.notebook = nbformat.reads(json.dumps(request["notebook"]), as_version=4)
        self.running = None
        self.abandoned = False
        timeout = request.get("timeout")
        untimed = request.get("untimedCells", 0)
        goes_on = request.get("continueOnError", False)
        self.client = BoundedClient(
            self.notebook,
            kernel_name=request["kernel"],
            resources={"metadata": {"path": request["cwd"]}},
            allow_errors=goes_on,
            interrupt_on_timeout=goes_on,
            error_on_timeout=timed_out(timeout) if goes_on and timeout else {},
            # A kernel takes as long to start as it takes.
            timeout_func=lambda cell: None if self.running and self.running[0] < untimed else timeout,
            record_timing=False,
            # Executed notebooks are thrown away or complete; a kernel that is asked politely takes seconds.
            shutdown_kernel="immediate",
            on_cell_execute=self.start,
            on_cell_executed=self.end,
        )
        self.client.log.disabled = True

    def start(self, cell, cell_index):
        self.running = (cell_index, monotonic())
        tell("start", index=cell_index)

    def end(self, cell, cell_index, execute_reply):
        self.finish(execute_reply["content"])

    def finish(self, reply):
        index, began = self.running
        self.running = None
        failed = reply["status"] != "ok"
        error = shortened({"kind": reply.get("kind"), **reply}) if failed else {}
        error = {name: error.get(name) for name in ("ename", "evalue", "traceback", "kind")}
        tell("end", index=index, seconds=monotonic() - began, **({"failure": error} if failed else {}))

    def stopped(self, kind, ename, evalue):
        """The kernel did not answer: what happened becomes an error output of the cell."""
        index = self.running[0]
        traceback = [f"{ename}: {evalue}"]
        self.notebook.cells[index].outputs.append(
            nbformat.v4.new_output("error", ename=ename, evalue=evalue, traceback=traceback)
        )
        self.finish({"status": "error", "kind": kind, "ename": ename, "evalue": evalue, "traceback": traceback})

    async def run(self):
        try:
            await self.client.async_execute()
        except CellExecutionError:
            pass
        except CellTimeoutError:
            error = timed_out(self.client.timeout_func(None))
            self.stopped(error["kind"], error["ename"], error["evalue"])
        except DeadKernelError:
            # nbclient takes any cancellation for the kernel's death.
            if self.abandoned:
                return
            if self.running is None:
                raise
            self.stopped("dead kernel", "DeadKernel", "the kernel's process ended while the cell was running")

    def end_with_parent(self, loop, task):
        sys.stdin.read()
        self.abandoned = True
        loop.call_soon_threadsafe(task.cancel)


async def main():
    runner = Runner(json.loads(sys.stdin.readline()))
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    threading.Thread(target=runner.end_with_parent, args=(loop, task), daemon=True).start()
    try:
        await runner.run()
    except NoSuchKernel as error:
        tell("unable", message=f"There is no kernel named {error.name}.")
    except RuntimeError as error:
        tell("unable", message=f"The kernel does not start: {error}")
    tell("done", notebook=runner.notebook)


# An interrupt in a terminal reaches this process too; the parent decides what it means.
signal.signal(signal.SIGINT, lambda *_: None)
asyncio.run(main())
