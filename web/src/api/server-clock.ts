/** The clock of the server, as the client's may be wrong: the difference to the Date header of the last answer, so to about a second. */
let aheadMs = 0;

export function noteServerClock(date: string | null): void {
  const server = Date.parse(date ?? "");
  // The header has whole seconds: a smaller difference means nothing.
  if (Number.isFinite(server) && Math.abs(server - Date.now() - aheadMs) > 1500) aheadMs = server - Date.now();
}

export const serverNow = (): number => Date.now() + aheadMs;
