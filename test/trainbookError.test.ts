import { inspect } from "node:util";
import { TrainbookError } from "../src/trainbookError";

class LampError extends TrainbookError {}

describe("TrainbookError", () => {
  it("ends its message with the cure", () => {
    expect(new LampError("The lamp is out.", { cure: "change the bulb" }).message).toBe(
      "The lamp is out.\n  → change the bulb",
    );
  });

  it("bears the name of its class", () => {
    expect(new LampError("The lamp is out.").name).toBe("LampError");
  });

  it("prints the cure once, and no cause where there is none", () => {
    const printed = inspect(new LampError("The lamp is out.", { cure: "change the bulb" }));
    expect(printed.match(/change the bulb/g)).toHaveLength(1);
    expect(printed).not.toContain("cause");
  });
});
