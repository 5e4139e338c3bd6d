/** Commands of other notebooks and terminals that a cell of this kernel does not understand: magics, commands, help. */
import { type FaultyLine, inShort, onWholeLine, type Slip } from "./slip";

const TO_MARKDOWN = "make the cell a Markdown cell (Esc, then M)";
const PYTHON_PACKAGES =
  "Python's packages do not work here: find one for Node and run npm install in a terminal";

/** Cures for IPython's magics; any other is told that there are none. */
const magics = new Map([
  ["time", 'console.time("cell") first and console.timeEnd("cell") last measure a cell'],
  ["timeit", 'console.time("cell") first and console.timeEnd("cell") last measure a cell'],
  ["matplotlib", 'leave it out: plots draw themselves; import { plot } from "trainbook"'],
  ["pip", PYTHON_PACKAGES],
  ["conda", PYTHON_PACKAGES],
  ["load_ext", "leave it out: nothing needs to be loaded; import what you use"],
  ["reload_ext", "leave it out: the next import reads a file of yours again when it has changed"],
  ["autoreload", "leave it out: the next import reads a file of yours again when it has changed"],
  [
    "tensorboard",
    'in a terminal: tensorboard --logdir logs; in the notebook: import { live } from "trainbook"',
  ],
  ["pwd", "process.cwd()"],
  ["env", "process.env"],
  ["reset", "Kernel > Restart Kernel…"],
  ["run", 'import { … } from "./file", of a TypeScript file beside the notebook'],
  ["html", 'import { display } from "trainbook", then display.html("…")'],
  ["latex", 'import { display } from "trainbook", then display.latex("…")'],
  ["debug", "console.log shows values where you need them"],
]);

/** Programs that learners type into cells. */
const COMMANDS = new Set(
  "apt apt-get bash cat cd chmod conda cp curl df du echo find git grep head jupyter kill ls make mkdir mv node npm npx nvidia-smi pip pip3 pnpm ps pwd python python3 rm rmdir sh sudo tail tar tensorboard touch uname unzip wc wget which whoami yarn zip".split(
    " ",
  ),
);

/** The slip of a line that is a magic, a command for a shell, or a question for documentation. */
export function notebookCommand(line: FaultyLine): Slip | undefined {
  return magic(line) ?? shellCommand(line) ?? codeFence(line);
}

function magic(line: FaultyLine): Slip | undefined {
  // At the margin: an expression that goes on with % is indented.
  const [, sign = "", name = "", rest = ""] = /^(%{1,2})([A-Za-z_]\w*)\s*(.*)$/.exec(line.text) ?? [];
  if (name === "") return undefined;
  const message = `${sign}${name} is an IPython magic; this kernel has none.`;
  return { message, cure: magicCure(name, rest.trim()), ...onWholeLine(line) };
}

function magicCure(name: string, rest: string): string {
  if (/^(bash|sh|script|system|sx)$/.test(name)) return shellCure(rest || "…");
  if (COMMANDS.has(name) && !magics.has(name)) return shellCure(`${name} ${rest}`.trim());
  if (name === "writefile")
    return `require("node:fs").writeFileSync(${JSON.stringify(rest || "file")}, text)`;
  return magics.get(name) ?? "leave the line out: there are no magics here";
}

/** Words that are programs even where they stand alone; `head` or `df` may be names of the learner's. */
const ALONE = new Set(["ls", "pwd", "whoami", "uname", "nvidia-smi"]);
const ARGUMENTS =
  /^\s+(?!(?:in|of|instanceof|as|satisfies)\b)(-{1,2}[A-Za-z]|\.{1,2}(\/|\s|$)|[/~][\w/]|[\w"'$])/;

/** `!ls`, `npm install x`, `$ npm install x`, `files = !ls`. */
function shellCommand(line: FaultyLine): Slip | undefined {
  const { text, code, column } = line;
  const escaped = /^((?:(?:const|let|var)\s+)?[\w$]+\s*=\s*)?!{1,2}\s*([A-Za-z][\w.-]*)(.*)$/.exec(text);
  const plain = /^\s*(?:[$>]\s+)?()([A-Za-z][\w-]*)(\s.*|)$/.exec(text);
  const [, assigned, program = "", rest = ""] = escaped ?? plain ?? [];
  const isKnown = COMMANDS.has(program);
  const isCommand =
    rest.trim() === "" ? ALONE.has(program) : isKnown && (ARGUMENTS.test(rest) || escaped !== null);
  // `!done && …` and `const open = !done` are TypeScript.
  const isNegation = /^!+\s*[\w$.]+\s*(&&|\|\||[?=!)<>;,])/.test(code) || (assigned && !isKnown);
  const isOther = escaped !== null && !isKnown && column >= program.length && /^\s+[\w./~"'-]/.test(rest);
  if (isNegation || !(isCommand || isOther)) return undefined;
  const command = `${program}${rest}`.trim();
  const message = escaped
    ? "This kernel has no ! for shell commands."
    : `${inShort(command, 40)} is a shell command, not TypeScript.`;
  return { message, cure: shellCure(command), ...onWholeLine(line) };
}

function shellCure(command: string): string {
  const [program = "", ...words] = command.split(/\s+/);
  const isPython = /^(pip3?|conda)$/.test(program);
  if (isPython) return PYTHON_PACKAGES;
  if (program === "cd")
    return `process.chdir(${JSON.stringify(words.join(" ").replace(/^["']|["']$/g, "") || "..")})`;
  const terminal = "in a terminal (File > New > Terminal)";
  if (/^(npm|pnpm|yarn)$/.test(program) && /^(i|install|add|ci)$/.test(words[0] ?? "")) {
    return `${terminal}, in the folder of your project: ${command}; then import the package in a cell`;
  }
  return `${terminal}, or here: require("node:child_process").execSync(${JSON.stringify(command)}, { encoding: "utf8" })`;
}

/** Three backticks, which a cell takes for an empty template before another. */
export function codeFence(line: FaultyLine): Slip | undefined {
  if (!/^\s*(```|~~~)/.test(line.text)) return undefined;
  const message = "``` fences code in Markdown; a code cell holds the code alone.";
  return {
    message,
    cure: `leave the lines with \`\`\` out, or ${TO_MARKDOWN}`,
    ...onWholeLine(line),
  };
}

/** A sentence or an item of a list, in plain words. */
export function plainText(line: FaultyLine): Slip | undefined {
  const isSentence = /^\s*[A-Za-z][A-Za-z']*,?(\s+[A-Za-z'-]+[,;:]?){3,}[.:!?]?\s*$/.test(line.text);
  const isItem = /^\s*([-*]|\d+\.)\s+[A-Za-z']+(\s+[A-Za-z'-]+)+[.:!?]?\s*$/.test(line.text);
  if (!isSentence && !isItem) return undefined;
  return {
    message: "This line is text, not code.",
    cure: `${TO_MARKDOWN}, or put // before the line`,
    ...onWholeLine(line),
  };
}

const HELP = /^\s*(?:\?{1,2}\s*([\w$.]+)|([A-Za-z_$][\w$.]*)(?:\(\))?\s*\?{1,2})\s*;?\s*$/;

/** `?x`, `x?` and `x??`: on the line, or on the one before it where the parser has gone on. */
export function helpRequest(text: string, line: FaultyLine): Slip | undefined {
  const before = text.slice(0, line.start).trimEnd();
  const start = before.lastIndexOf("\n") + 1;
  const earlier = { ...line, text: before.slice(start), start };
  for (const asked of [line, earlier]) {
    const met = HELP.exec(asked.text);
    if (!met) continue;
    const name = met[1] ?? met[2];
    const message = "? asks for documentation in IPython; here a key does.";
    return { message, cure: `put the cursor on ${name} and press Shift+Tab`, ...onWholeLine(asked) };
  }
  return undefined;
}
