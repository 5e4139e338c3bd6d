/** The file descriptors by which the server and the executor speak; 0, 1 and 2 stay what every process expects. */

/** From the executor to the server. */
export const toServer = 3;

/** From the server to the executor. */
export const fromServer = 4;
