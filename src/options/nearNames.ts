/** The names that somebody who wrote `name` may have meant, nearest first: a slip or two away, or its beginning. */
export function nearNames(name: string, known: Iterable<string>): string[] {
  const wanted = plain(name);
  const slips = Math.max(1, Math.round(wanted.length / 4));
  return [...known]
    .map((other) => ({ other, distance: distanceOf(wanted, plain(other)) }))
    .filter(({ distance }) => distance <= slips)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ other }) => other);
}

const plain = (name: string) => name.toLowerCase().replaceAll(/[_\s-]/g, "");

/** One for each letter to add, to leave out, to replace, or to swap with its neighbour (Damerau-Levenshtein); a beginning or an end counts one. */
function distanceOf(a: string, b: string): number {
  if (a.length > 2 && b.length > 2 && (b.startsWith(a) || b.endsWith(a) || a.startsWith(b)))
    return a === b ? 0 : 1;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j++) {
      const differs = Number(a[i - 1] !== b[j - 1]);
      let least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + differs);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) least = Math.min(least, at(i - 2, j - 2) + 1);
      (rows[i] as number[])[j] = least;
    }
  }
  return at(a.length, b.length);
}
