/** Promises are found wherever data and options may hold them. */
import { isPromise, requireNoPromise } from "../src/forgottenAwait";
import { TrainbookError } from "../src/trainbookError";

const promise = Promise.resolve(1);

it.each<[string, unknown, string]>([
  ["a promise", promise, "x"],
  // biome-ignore lint/suspicious/noThenProperty: what await takes for a promise.
  ["what behaves like one", { then: () => {} }, "x"],
  ["one in a list", [1.5, 2].map(String).concat([promise as never]), "x[2]"],
  ["one in an object", { a: 1, b: promise }, "x.b"],
  ["one in a list of objects", [{ a: promise }], "x[0].a"],
])("requireNoPromise names %s, with the way out", (_, value, name) => {
  const check = () => requireNoPromise("x", value, TrainbookError);
  expect(check).toThrow(TrainbookError);
  expect(check).toThrow(
    `${name} is a Promise: its value is not there yet.\n  → write await before the call that gives it`,
  );
});

it("requireNoPromise ends with what holds itself, and leaves objects of classes alone", () => {
  const around: Record<string, unknown> = {};
  around.self = around;
  expect(() => requireNoPromise("x", around, TrainbookError)).not.toThrow();
  expect(() =>
    requireNoPromise(
      "x",
      new (class {
        later = promise;
      })(),
      TrainbookError,
    ),
  ).not.toThrow();
});

it("isPromise takes what cannot be looked at for none", () => {
  const hostile = new Proxy(
    {},
    {
      get: () => {
        throw new Error("do not touch");
      },
    },
  );
  expect([undefined, null, 5, () => {}, hostile].map(isPromise)).toEqual([false, false, false, false, false]);
});
