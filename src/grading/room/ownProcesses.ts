/** Processes that this grading has started: those of other rooms, and judges, go on when what is left of one room is ended. */
export const ownProcesses = new Set<number>();
