/** Answers `history_request`. */
import type { History, HistoryEntry } from "./history";
import type { Content } from "./message";

/** The content of `history_reply`. Raw inputs are the only ones there are: nothing rewrites them. */
export function historyReply(content: Content, history: History): Content {
  const entries = entriesFor(content, history);
  return {
    status: "ok",
    history: entries.map(({ session, line, source, output }) => [
      session,
      line,
      content.output === true ? [source, output ?? null] : source,
    ]),
  };
}

function entriesFor(content: Content, history: History): HistoryEntry[] {
  const { hist_access_type: access, pattern, unique } = content;
  const n = wholeNumber(content.n);
  switch (access) {
    case "tail":
      return history.tail(n ?? Number.POSITIVE_INFINITY);
    case "range":
      return history.range(
        wholeNumber(content.session) ?? 0,
        wholeNumber(content.start) ?? 1,
        wholeNumber(content.stop),
      );
    case "search":
      return history.search({
        pattern: typeof pattern === "string" ? pattern : "*",
        n,
        unique: unique === true,
      });
    default:
      return [];
  }
}

function wholeNumber(value: unknown): number | undefined {
  return Number.isInteger(value) ? (value as number) : undefined;
}
