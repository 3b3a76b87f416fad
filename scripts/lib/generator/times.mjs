// Times of what people do.
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Share of the activity by hour of the day (UTC): little at night, most in the afternoon and evening. */
const BY_HOUR = [2, 1, 1, 1, 1, 2, 3, 5, 7, 8, 9, 9, 8, 9, 10, 11, 11, 10, 10, 11, 10, 8, 5, 3];
const MOST = Math.max(...BY_HOUR);

/** A time between both, by the hours of the day and with quieter weekends. */
export function activeTime(random, fromMs, toMs) {
  for (;;) {
    const time = fromMs + random.real() * (toMs - fromMs);
    const date = new Date(time);
    const weekend = date.getUTCDay() % 6 === 0 ? 0.6 : 1;
    if (random.real() * MOST < BY_HOUR[date.getUTCHours()] * weekend) return Math.floor(time);
  }
}
