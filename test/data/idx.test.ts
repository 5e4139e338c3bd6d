import { DatasetFileError } from "../../src/data/errors";
import { parseIdx } from "../../src/data/idx";
import { SeededRandom } from "../../src/engine";
import { idxBytes } from "./smallDataset";

const where = { file: "/data/some-idx-ubyte", cure: "mend it" };

function problemOf(bytes: Uint8Array, dimensions: 1 | 3): string {
  try {
    parseIdx(bytes, { dimensions, ...where });
  } catch (error) {
    if (error instanceof DatasetFileError) return error.problem;
    throw error;
  }
  return "none";
}

describe("parseIdx", () => {
  it("gives the shape and the values of images", () => {
    const bytes = idxBytes([2, 1, 3], [1, 2, 3, 4, 5, 6]);
    expect(parseIdx(bytes, { dimensions: 3, ...where })).toEqual({
      shape: [2, 1, 3],
      values: Uint8Array.of(1, 2, 3, 4, 5, 6),
    });
  });

  it("reads a file that lies in the middle of a larger buffer", () => {
    const bytes = idxBytes([3], [7, 8, 9]);
    const larger = new Uint8Array(bytes.length + 10);
    larger.set(bytes, 5);
    const inside = larger.subarray(5, 5 + bytes.length);
    expect([...parseIdx(inside, { dimensions: 1, ...where }).values]).toEqual([7, 8, 9]);
  });

  it("names the file and the cure in its error", () => {
    expect(() => parseIdx(Uint8Array.of(0, 0), { dimensions: 1, ...where })).toThrow(
      "/data/some-idx-ubyte: truncated: found 2 bytes, expected an IDX header of 8\n  → mend it",
    );
  });

  it("refuses an empty file", () => {
    expect(problemOf(new Uint8Array(0), 3)).toBe("truncated: found 0 bytes, expected an IDX header of 16");
  });

  it("refuses a header that breaks off", () => {
    expect(problemOf(idxBytes([1, 28, 28], []).subarray(0, 10), 3)).toMatch(/^truncated: found 10 bytes/);
  });

  it("refuses bytes that are no IDX file, with both magic numbers", () => {
    const page = new TextEncoder().encode("<html>not found</html>");
    expect(problemOf(page, 3)).toBe("not an IDX file: found magic number 0x3c68746d, expected 0x00000803");
  });

  it("refuses another type of values by name", () => {
    const bytes = idxBytes([1], [0]);
    bytes[2] = 13;
    expect(problemOf(bytes, 1)).toBe("found 32-bit floats, expected unsigned bytes");
  });

  it("refuses labels where images are expected", () => {
    expect(problemOf(idxBytes([2], [1, 2]), 3)).toBe(
      "found labels (1 dimension), expected images (3 dimensions)",
    );
  });

  it("refuses images where labels are expected", () => {
    expect(problemOf(idxBytes([1, 1, 1], [1]), 1)).toBe(
      "found images (3 dimensions), expected labels (1 dimension)",
    );
  });

  it("refuses a file that is one byte short, with both lengths", () => {
    expect(problemOf(idxBytes([2, 2, 2], new Array(7).fill(1)), 3)).toBe(
      "truncated: found 23 bytes, expected 24 for shape [2, 2, 2]",
    );
  });

  it("refuses a file that is one byte long", () => {
    expect(problemOf(idxBytes([2], [1, 2, 3]), 1)).toBe(
      "too long: found 11 bytes, expected 10 for shape [2]",
    );
  });

  it("refuses dimensions whose product is beyond any file without reserving memory for it", () => {
    expect(problemOf(idxBytes([0xffffffff, 0xffffffff, 0xffffffff], []), 3)).toMatch(
      /^truncated: found 16 bytes/,
    );
  });

  it("takes a changed header or length for an error, or reads exactly what it says, in 2,000 mutations", () => {
    const seed = 41;
    const random = new SeededRandom(seed);
    for (let trial = 0; trial < 2_000; trial++) {
      const bytes = idxBytes([3, 4, 5], new Array(60).fill(9));
      const cut = random.chance(0.3) ? Math.floor(random.between(0, bytes.length)) : bytes.length;
      const mutated = Uint8Array.from(bytes.subarray(0, cut));
      const position = Math.floor(random.between(0, Math.min(16, mutated.length)));
      const isChanged = cut < bytes.length || random.chance(0.9);
      if (isChanged && mutated.length > 0)
        mutated[position] = (mutated[position] as number) ^ (1 << (trial % 8));
      const problem = problemOf(mutated, 3);
      expect({ seed, trial, refused: problem !== "none" }).toEqual({ seed, trial, refused: isChanged });
    }
  });
});
