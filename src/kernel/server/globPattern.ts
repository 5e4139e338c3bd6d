/** Shell wildcards, as IPython's history search takes them: `*`, `?`, and `[…]` for one of a set. */

/** A regular expression that a whole text matches where the wildcards fit it. */
export function globPattern(pattern: string): RegExp {
  const source = pattern.replace(/\[(\^?)(\]?[^\]]*)\]|[\s\S]/gu, (part, not?: string, set?: string) => {
    if (set !== undefined) return `[${not}${set.replace(/[\\\]]/g, "\\$&")}]`;
    if (part === "*") return "[\\s\\S]*";
    if (part === "?") return "[\\s\\S]";
    return part.replace(/[\\^$.|()[\]{}+/]/g, "\\$&");
  });
  try {
    return new RegExp(`^${source}$`, "u");
  } catch {
    // A set that is none, such as [z-a], matches nothing.
    return /(?!)/;
  }
}
