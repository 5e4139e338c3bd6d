/** How many steps a call takes: about 100 ms of them. */
import { Pace } from "../../../src/training/loops/pace";

let now = 0;
beforeEach(() => {
  now = 0;
  jest.spyOn(performance, "now").mockImplementation(() => now);
});
afterEach(() => jest.restoreAllMocks());

const taking = (milliseconds: number) => async () => {
  now += milliseconds;
};

it("is 2 until a call that is not the first was measured", async () => {
  const pace = new Pace();
  expect(pace.steps).toBe(2);
  await pace.measure(2, taking(2000));
  expect(pace.steps).toBe(2);
  await pace.measure(2, taking(20));
  expect(pace.steps).toBe(10);
});

it("follows the fastest call, and stays between 1 and 128", async () => {
  const pace = new Pace();
  for (const [steps, milliseconds] of [
    [2, 900],
    [2, 200],
    [1, 110],
  ] as const) {
    await pace.measure(steps, taking(milliseconds));
  }
  expect(pace.steps).toBe(1);
  await pace.measure(10, taking(1));
  expect(pace.steps).toBe(128);
});
