/** A front end's questions about code: completion, inspection, completeness. */
import type { CompletionMatch, LanguageThread } from "../language";
import type { Content } from "./message";
import type { RuntimeAnswer, RuntimeValues } from "./runtimeValues";
import { codePointOffset, utf16Offset } from "./textOffsets";

export interface CodeQuestionsParts {
  language: Pick<LanguageThread, "complete" | "inspect" | "isComplete">;
  values: Pick<RuntimeValues, "ask">;
}

/** The content of `complete_reply`. */
export async function complete(content: Content, { language, values }: CodeQuestionsParts): Promise<Content> {
  const { code, cursor } = codeAndCursor(content);
  const found = await language.complete({ code, cursor });
  const runtime = found.runtimePath && (await values.ask(found.runtimePath));
  const matches = withRuntimeProperties(found.matches, runtime, code.slice(found.start, found.end));
  const start = codePointOffset(code, found.start);
  const end = codePointOffset(code, found.end);
  const types = matches.map(({ text, kind, signature }) => ({ start, end, text, type: kind, signature }));
  return {
    status: "ok",
    matches: matches.map(({ text }) => text),
    cursor_start: start,
    cursor_end: end,
    // IPython's name, which JupyterLab reads.
    metadata: { _jupyter_types_experimental: types },
  };
}

/** The content of `inspect_reply`. */
export async function inspect(content: Content, { language, values }: CodeQuestionsParts): Promise<Content> {
  const { code, cursor } = codeAndCursor(content);
  const found = await language.inspect({ code, cursor, detail: content.detail_level === 1 ? 1 : 0 });
  const preview = found?.runtimePath && (await values.ask(found.runtimePath))?.preview;
  if (!found || (found.isUndeclared && !preview)) {
    return { status: "ok", found: false, data: {}, metadata: {} };
  }
  const data = {
    "text/plain": preview ? `${found.text}\n${preview}` : found.text,
    "text/markdown": preview ? `${found.markdown}\n\n\`\`\`\n${preview}\n\`\`\`` : found.markdown,
  };
  return { status: "ok", found: true, data, metadata: {} };
}

/** The content of `is_complete_reply`. */
export async function isComplete(content: Content, { language }: CodeQuestionsParts): Promise<Content> {
  const { status, indent } = await language.isComplete(codeAndCursor(content).code);
  return status === "incomplete" ? { status, indent } : { status };
}

/** The code and the cursor in UTF-16 code units; a missing cursor stands at the end. */
function codeAndCursor({ code, cursor_pos }: Content): { code: string; cursor: number } {
  const text = typeof code === "string" ? code : "";
  return { code: text, cursor: typeof cursor_pos === "number" ? utf16Offset(text, cursor_pos) : text.length };
}

function withRuntimeProperties(
  matches: CompletionMatch[],
  runtime: RuntimeAnswer | undefined,
  begun: string,
): CompletionMatch[] {
  if (!runtime) return matches;
  const known = new Set(matches.map(({ text }) => text));
  const added = runtime.properties
    .filter(({ name }) => name.startsWith(begun) && !known.has(name))
    .map(({ name, kind, type }) => ({ text: name, kind, signature: type }));
  return [...matches, ...added];
}
