/** Notes for whoever looks for a fault: on standard error, where `TRAINBOOK_KERNEL_LOG` is set. */
const enabled = Boolean(process.env.TRAINBOOK_KERNEL_LOG);

/** Writes a line to the log. */
export function log(line: string): void {
  if (enabled) process.stderr.write(`[trainbook kernel ${new Date().toISOString()}] ${line}\n`);
}
