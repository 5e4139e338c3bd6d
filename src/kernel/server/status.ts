/** The kernel's state, as front ends show it. */
import type { Channels } from "./channels";
import type { Message } from "./message";

/** Publishes the state; around a request, under that request. */
export function publishStatus(
  channels: Pick<Channels, "publish">,
  state: "starting" | "busy" | "idle",
  request?: Message,
): void {
  channels.publish({ type: "status", content: { execution_state: state }, parent: request?.header });
}
