/** Lets the event loop turn: an interrupt, a timer, a display's update is seen to between two steps. */
export const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
