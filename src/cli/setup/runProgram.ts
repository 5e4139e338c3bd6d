/** Runs a program of set-up and follows what it prints. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface ProgramResult {
  /** Null when it could not be started or was killed. */
  code: number | null;
  /** All that it printed, stdout and stderr. */
  output: string;
}

/** Runs a program to its end. It ends with this process: an installer left alone would go on writing. */
export function runProgram(
  command: string,
  args: string[],
  { env, onLine }: { env?: NodeJS.ProcessEnv; onLine?: (line: string) => void } = {},
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: pythonEnvironment(env), stdio: ["ignore", "pipe", "pipe"] });
    const stop = () => {
      child.kill();
      process.exit(143);
    };
    process.once("SIGTERM", stop);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on("line", (line) => {
        output += `${line}\n`;
        onLine?.(line);
      });
    }
    const end = (code: number | null) => {
      process.off("SIGTERM", stop);
      resolve({ code, output });
    };
    child.once("error", (error) => {
      output += error.message;
      end(null);
    });
    child.once("close", end);
  });
}

/** This process's environment without the variables that lead a virtual environment's Python elsewhere. */
export function pythonEnvironment(added: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { PYTHONHOME: _home, PYTHONPATH: _path, ...rest } = process.env;
  return { ...rest, ...added };
}
