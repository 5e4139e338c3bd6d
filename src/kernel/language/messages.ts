/** Messages between the server and the language thread. */
import type { Completeness, Completion, Inspection } from "./answers";
import type { Conversion } from "./conversion";

/** The questions, with what each takes and answers. */
export interface Questions {
  convert: { asked: { code: string; cell: number; transient?: boolean }; answer: Conversion };
  takeBack: { asked: { cell: number; names: string[] }; answer: undefined };
  complete: { asked: { code: string; cursor: number }; answer: Completion };
  inspect: { asked: { code: string; cursor: number; detail: 0 | 1 }; answer: Inspection | undefined };
  isComplete: { asked: { code: string }; answer: Completeness };
}

export type QuestionName = keyof Questions;

export interface Question {
  id: number;
  name: QuestionName;
  asked: Questions[QuestionName]["asked"];
}

export type Answer = { id: number } & ({ answer: unknown } | { failure: string });
