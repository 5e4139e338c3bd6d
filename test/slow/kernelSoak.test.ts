/** A long session: 2,000 cells of mixed kinds in one kernel. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { SeededRandom } from "../../src/engine";
import { type Execution, KernelClient } from "../kernel/client";

const CELLS = 2_000;

const seed = Number(process.env.TRAINBOOK_SOAK_SEED ?? Date.now());
const random = new SeededRandom(seed);

/** A cell and what its reply says. */
const kinds: ((n: number) => { code: string; options?: object; status?: string; text?: string })[] = [
  (n) => ({ code: `${n} + 1`, text: `${n + 1}` }),
  (n) => ({ code: `const value = ${n};\nvalue`, text: `${n}` }),
  (n) => ({ code: `let name${n % 50}: number = ${n}; name${n % 50} + 1`, text: `${n + 1}` }),
  (n) => ({ code: `function twice(x: number) { return x * 2; }\ntwice(${n})`, text: `${n * 2}` }),
  (n) => ({
    code: `interface Point { x: number; y: number }\nconst point: Point = { x: ${n}, y: 1 };\npoint.x`,
    text: `${n}`,
  }),
  (n) => ({
    code: `class Counter { count = ${n}; next() { return ++this.count; } }\nnew Counter().next()`,
    text: `${n + 1}`,
  }),
  (n) => ({
    code: `import { basename } from "node:path";\nbasename("/a/${n}.ts").length`,
    text: `${`${n}.ts`.length}`,
  }),
  (n) => ({ code: `const later = await Promise.resolve(${n});\nlater`, text: `${n}` }),
  (n) => ({ code: `for (let i = 0; i < 200; i++) console.log("cell ${n}, line", i);` }),
  (n) => ({ code: `throw new RangeError("cell ${n}");`, status: "error" }),
  (n) => ({ code: `const wrong: string = ${n};`, status: "error" }),
  (n) => ({ code: `const = ${n}`, status: "error" }),
  (n) => ({ code: `new Float32Array(100_000).fill(${n % 100})[7]`, text: `${n % 100}` }),
  (n) => ({ code: `${n};`, options: { silent: true } }),
  (n) => ({ code: `setTimeout(() => console.log("late", ${n}), 1);` }),
];

/** A cell's last value, as text. */
function resultOf({ outputs }: Execution): string | undefined {
  const result = outputs.find(({ header }) => header.msg_type === "execute_result");
  return (result?.content.data as Record<string, string> | undefined)?.["text/plain"];
}

/** Resident memory of the kernel's processes, in MiB. */
function memory(pids: number[]): number {
  const sizes = execFileSync("ps", ["-o", "rss=", "-p", pids.join(",")], { encoding: "utf8" });
  return sizes
    .trim()
    .split(/\s+/)
    .reduce((sum, size) => sum + Number(size) / 1024, 0);
}

test(`${CELLS} cells of mixed kinds: none is lost, their order is kept, memory stays`, async () => {
  const collectGarbage = path.join(__dirname, "collectGarbage.js");
  const client = await KernelClient.start({ env: { NODE_OPTIONS: `--require=${collectGarbage}` } });
  const pids = [client.kernel.child.pid as number, Number(resultOf(await client.execute("process.pid")))];
  const measured: number[] = [];
  const milliseconds: number[] = [];
  try {
    for (let n = 0; n < CELLS; n++) {
      const {
        code,
        options,
        status = "ok",
        text,
      } = (kinds[Math.floor(random.next() * kinds.length)] as (typeof kinds)[number])(n);
      const began = performance.now();
      const execution = await client.execute(code, options);
      milliseconds.push(performance.now() - began);
      expect({ n, code, ...execution.reply.content }).toMatchObject({ n, code, status });
      expect([n, code, resultOf(execution)]).toEqual([n, code, text]);
      if (n % 100 === 99) {
        measured.push(memory(pids));
        client.received.length = 0;
      }
    }
  } catch (error) {
    throw new Error(`with TRAINBOOK_SOAK_SEED=${seed}`, { cause: error });
  }
  const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] as number;
  const early = median(milliseconds.slice(100, 200)).toFixed(1);
  const late = median(milliseconds.slice(-100)).toFixed(1);
  process.stderr.write(
    `MiB each 100 cells: ${measured.map(Math.round).join(" ")}; ms a cell: ${early}, at the end ${late}\n`,
  );
  const least = (values: number[]) => Math.min(...values);
  expect(least(measured.slice(-5))).toBeLessThan(least(measured.slice(2, 7)) * 1.15);
  await client.stop();
}, 600_000);
