/** Idle time before TCP keep-alive probes, which detect a peer that vanished silently. */
const KEEP_ALIVE_MS = 10_000;
export const CONNECT_TIMEOUT_MS = 5000;

export const retryStrategy = (attempt: number) => Math.min(50 * 2 ** Math.min(attempt, 6), 2000);

/** Options of every connection: it never gives up, and detects a dead peer. BullMQ requires maxRetriesPerRequest null. */
export const patient = {
  maxRetriesPerRequest: null,
  enableReadyCheck: true,
  keepAlive: KEEP_ALIVE_MS,
  connectTimeout: CONNECT_TIMEOUT_MS,
};
