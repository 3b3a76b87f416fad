/** After so much silence the peer is asked whether it is there, which finds one that vanished without a word. */
const KEEP_ALIVE_MS = 10_000;
export const CONNECT_TIMEOUT_MS = 5000;

export const retryStrategy = (attempt: number) => Math.min(50 * 2 ** Math.min(attempt, 6), 2000);

/** Of every connection: it never gives up, and finds out when nobody is there. BullMQ asks for maxRetriesPerRequest null. */
export const patient = {
  maxRetriesPerRequest: null,
  enableReadyCheck: true,
  keepAlive: KEEP_ALIVE_MS,
  connectTimeout: CONNECT_TIMEOUT_MS,
};
