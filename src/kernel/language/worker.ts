/** The language thread: answers the server's questions, one after the other. */
import { parentPort, workerData } from "node:worker_threads";
// First, so that the others find the compiler loaded.
import { keepCompiledCode } from "./cachedCompiler";
import { completenessOf } from "./completeness";
import { complete } from "./completion";
import { Converter } from "./converter";
import { inspect } from "./inspection";
import type { Answer, Question, Questions } from "./messages";
import { Project } from "./project";

/** Milliseconds without a question, after which the thread tidies up. */
const IDLE = 500;

const { folder } = workerData as { folder: string };
const project = new Project(folder);
const converter = new Converter(project, folder);
let idle: NodeJS.Timeout | undefined;

function answer({ name, asked }: Question): unknown {
  switch (name) {
    case "convert":
      return converter.convert(asked as Questions["convert"]["asked"]);
    case "takeBack": {
      const { cell, names } = asked as Questions["takeBack"]["asked"];
      return converter.takeBack(cell, names);
    }
    case "complete":
      return complete(project, converter.declarations, asked as Questions["complete"]["asked"]);
    case "inspect":
      return inspect(project, converter.declarations, asked as Questions["inspect"]["asked"]);
    case "isComplete":
      return completenessOf((asked as Questions["isComplete"]["asked"]).code);
  }
}

function reply(message: Answer): void {
  parentPort?.postMessage(message);
}

parentPort?.on("message", (question: Question) => {
  clearTimeout(idle);
  try {
    reply({ id: question.id, answer: answer(question) });
  } catch (error) {
    reply({ id: question.id, failure: error instanceof Error ? String(error.stack) : String(error) });
  }
  waitForIdleness();
});

function waitForIdleness(): void {
  idle = setTimeout(() => {
    project.tidy();
    keepCompiledCode();
  }, IDLE);
}

// The libraries are read before the first cell arrives.
project.open("", []);
reply({ id: 0, answer: undefined });
waitForIdleness();
