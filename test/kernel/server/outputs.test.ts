import type { Message, Outgoing } from "../../../src/kernel/server/message";
import { Outputs } from "../../../src/kernel/server/outputs";
import { headerOf } from "../client";

let published: Outgoing[];
let outputs: Outputs;
beforeEach(() => {
  published = [];
  outputs = new Outputs({ publish: (message) => void published.push(message) });
});

function request(id: string): Message {
  const header = { ...headerOf("execute_request", ""), msg_id: id };
  return { identities: [], header, parent: {}, metadata: {}, content: {}, buffers: [] };
}

const shown = () => published.map(({ type, parent }) => [type, parent?.msg_id]);

test("what is printed comes before what is shown after it", () => {
  outputs.begin(request("a"), false);
  outputs.write("stdout", "1");
  outputs.show("a", "display_data", {});
  expect(shown()).toEqual([
    ["stream", "a"],
    ["display_data", "a"],
  ]);
});

test("what a cell shows after its end belongs to its request", () => {
  outputs.begin(request("a"), false);
  outputs.begin(request("b"), false);
  outputs.show("a", "display_data", {});
  expect(shown()).toEqual([["display_data", "a"]]);
});

test("output of no cell, and of one that is long forgotten, belongs to the latest", () => {
  for (let cell = 0; cell < 2_000; cell++) outputs.begin(request(`${cell}`), false);
  outputs.write("stderr", "native");
  outputs.show("0", "display_data", {});
  outputs.show("1500", "display_data", {});
  expect(shown()).toEqual([
    ["stream", "1999"],
    ["display_data", "1999"],
    ["display_data", "1500"],
  ]);
});

test("a silent request shows nothing, and sends its comms", () => {
  outputs.begin(request("a"), true);
  outputs.write("stdout", "1");
  outputs.show("a", "display_data", {});
  outputs.send("a", { type: "comm_open", content: {} });
  expect(shown()).toEqual([["comm_open", "a"]]);
});
