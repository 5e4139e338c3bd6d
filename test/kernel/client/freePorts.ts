/**
 * Ports that nobody listens on at this moment. They lie below those that systems give to outgoing connections, one
 * of which might take a port between this look and the kernel's start.
 */
import { randomInt } from "node:crypto";
import { createServer } from "node:net";

export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(10_000, 30_000);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
