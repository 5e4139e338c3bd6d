/** Numbers of objects, by which evidence tells one from another. */
const numbers = new WeakMap<object, number>();
let next = 1;

export function numberOf(object: object): number {
  const known = numbers.get(object) ?? next++;
  numbers.set(object, known);
  return known;
}
