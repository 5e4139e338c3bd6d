/** Lines of cells as aligned columns. */

/** Letters that take two places in a fixed-width font: Chinese, Japanese, Korean, and pictures. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/gu;

/** @param isRight by column, whether its cells stand at the right. */
export function textColumns(lines: string[][], isRight: boolean[]): string[] {
  const widths = isRight.map((_, column) => Math.max(...lines.map((line) => widthOf(line[column] ?? ""))));
  return lines.map((line) =>
    line
      .map((cell, column) => {
        const space = " ".repeat((widths[column] ?? 0) - widthOf(cell));
        return isRight[column] ? space + cell : cell + space;
      })
      .join("  ")
      .trimEnd(),
  );
}

function widthOf(text: string): number {
  const letters = text.replace(WIDE, "  ");
  return [...letters].length;
}
