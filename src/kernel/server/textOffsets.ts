/** Jupyter counts a cursor in Unicode code points, JavaScript in UTF-16 code units: "𝒳" is one, or two. */

/** The UTF-16 offset of the code point numbered `codePoints`. */
export function utf16Offset(text: string, codePoints: number): number {
  let offset = 0;
  for (let count = 0; count < codePoints && offset < text.length; count++) {
    offset += (text.codePointAt(offset) as number) > 0xffff ? 2 : 1;
  }
  return offset;
}

/** How many code points stand before a UTF-16 offset. */
export function codePointOffset(text: string, offset: number): number {
  let count = 0;
  for (let at = 0; at < offset && at < text.length; count++) {
    at += (text.codePointAt(at) as number) > 0xffff ? 2 : 1;
  }
  return count;
}
