/** The times of single operations, summed up by their kind. */
import type { OperationCost } from "./explanation";

/** One operation of a run. */
interface OperationTime {
  operation: string;
  milliseconds: number;
  bytes: number;
}

/** Operations that hand values in and out, and compute nothing. */
const passing =
  /^(Arg|_Arg|_Retval|Retval|NoOp|Const|Identity|IdentityN|Placeholder|_Send|_Recv|_HostSend|_HostRecv)$/;

/** @param runs the operations of each run; of the times of one kind the median counts. */
export function operationCosts(runs: readonly (readonly OperationTime[])[]): OperationCost[] {
  const byKind = new Map<string, OperationTime[][]>();
  for (const [index, run] of runs.entries()) {
    for (const time of run.filter(({ operation }) => !passing.test(operation))) {
      const kind = plainName(time.operation);
      const times = byKind.get(kind) ?? runs.map(() => []);
      times[index]?.push(time);
      byKind.set(kind, times);
    }
  }
  const costs = [...byKind].map(([operation, times]) => ({
    operation,
    count: Math.max(...times.map(({ length }) => length)),
    milliseconds: median(times.map((run) => sumOf(run.map(({ milliseconds }) => milliseconds)))),
    bytes: median(times.map((run) => sumOf(run.map(({ bytes }) => bytes)))),
  }));
  const total = sumOf(costs.map(({ milliseconds }) => milliseconds));
  return costs
    .map((cost) => ({ ...cost, share: total === 0 ? 0 : cost.milliseconds / total }))
    .sort((one, other) => other.milliseconds - one.milliseconds);
}

/** Without the marks of TensorFlow's optimizer, as in `_FusedConv2D`, and of oneDNN's, as in `_MklNativeConv2D`. */
const plainName = (operation: string): string => operation.replace(/^_(Mkl(Native)?)?/, "");

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? 0;
}
