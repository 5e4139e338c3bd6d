import { CallbackError } from "../../../src/training/callbacks";
import { filledTemplate } from "../../../src/training/callbacks/pathTemplate";

const filledPath = (template: string, { epoch, ...measures }: Record<string, number>) =>
  filledTemplate(template, { counts: epoch === undefined ? {} : { epoch }, measures });

describe("a file name's places", () => {
  it.each([
    ["{epoch:02d}.keras", { epoch: 3 }, "03.keras"],
    ["{epoch}-{val_loss:.2f}.h5", { epoch: 12, val_loss: 0.4567 }, "12-0.46.h5"],
    ["{loss:8.3f}.h5", { loss: 1.5 }, "   1.500.h5"],
    ["{loss:.3e}.h5", { loss: 0.00012345 }, "1.234e-04.h5"],
    ["{accuracy:.1%}.h5", { accuracy: 0.987 }, "98.7%.h5"],
    ["{{epoch}}.h5", { epoch: 1 }, "{epoch}.h5"],
    ["{loss:.2f}.h5", { loss: 0.125 }, "0.12.h5"],
    ["{loss}.h5", { loss: 1 }, "1.0.h5"],
    ["{loss:06.2f}.h5", { loss: -0.5 }, "-00.50.h5"],
    ["{loss:.2f}.h5", { loss: Number.NaN }, "nan.h5"],
  ])("%s with %j is %s, as in Python", (template, values, expected) => {
    expect(filledPath(template, values)).toBe(expected);
  });

  it("that the logs lack are an error with those that they have", () => {
    expect(() => filledPath("{val_loss:.2f}.h5", { epoch: 1, loss: 2 })).toThrow(CallbackError);
    expect(() => filledPath("{val_loss:.2f}.h5", { epoch: 1, loss: 2 })).toThrow(
      /"val_loss"[\s\S]*epoch, loss/,
    );
  });

  it("of a format that is none are an error", () => {
    expect(() => filledPath("{epoch:x}.h5", { epoch: 1 })).toThrow(/format[^"]*"x"|: "x"/);
  });
});
