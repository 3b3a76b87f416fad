import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../../kernel/units.js";

/** Of one organization. */
export const ENDPOINTS_MAX = 10;
export const URL_MAX = 2000;
export const DESCRIPTION_MAX = 500;
export const EVENTS_MAX = 50;
export const EVENT_NAME_MAX = 60;
export const ANSWER_MAX = 1024;
export const BODY_MAX = 8192;
export const SEALED_MAX = 300;

/** Hours for which the previous secret signs, too. */
export const GRACE_HOURS = { min: 0, max: 168, default: 24 };

/**
 * Delays before each retry, each changed by up to a fifth at random so that retries of many events do not come at once. Together about a
 * day: after the last one the delivery has failed.
 */
export const RETRY_DELAYS_MS: readonly number[] = [
  ...[5 * SECOND_MS, 30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS],
  ...[HOUR_MS, 2 * HOUR_MS, 4 * HOUR_MS, 6 * HOUR_MS, 10 * HOUR_MS],
];
export const ATTEMPTS_MAX = RETRY_DELAYS_MS.length + 1;
const JITTER = 0.2;

/** Delay after an attempt when `left` more remain, 1 to RETRY_DELAYS_MS.length. `chance` is from 0 to 1. */
export function retryDelayMs(left: number, chance: number): number {
  const delay = RETRY_DELAYS_MS[RETRY_DELAYS_MS.length - left] ?? RETRY_DELAYS_MS[0]!;
  return Math.round(delay * (1 + JITTER * (2 * chance - 1)));
}

/** An endpoint that fails for this long, and has used all attempts for a delivery, is stopped. */
export const FAILING_DAYS = 3;
/** At once, to one endpoint. */
export const PARALLEL_MAX = 4;

/** One call of replayFailedWebhookDeliveries. */
export const REPLAYS_MAX = 1000;
export const REPLAY_DAYS_MAX = 30;
export const RETENTION_DAYS = 30;
export const LOOK_BACK_MS = REPLAY_DAYS_MAX * DAY_MS;
