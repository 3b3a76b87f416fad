/** Domain events as their modules announce them, for tests of what follows. */
import { slowness } from "../../scripts/lib/slowness.mjs";
import { newId } from "../../src/kernel/ids.js";
import type { Installation } from "./installation.js";
import { createPause } from "./pauses.js";

/** A worker without a judge starts at once. */
export const WITHOUT_JUDGE = { env: { JUDGE_LAUNCHER_SOCKET: "/nonexistent" }, until: "worker started" };

/** Writes the event into the outbox. The same id again is the same event. */
export async function announce(installation: Installation, event: string, payload: object, id: string = newId()): Promise<string> {
  await installation.sql("insert into outbox (id, event, payload) values ($1, $2, $3) on conflict (id) do update set due_at = now()", [
    id,
    event,
    payload,
  ]);
  return id;
}

/** A change that the account must hear of. */
export const announceSecurity = (installation: Installation, userId: string, change = "PASSWORD_CHANGED", id?: string) =>
  announce(installation, "account.security-changed", { userId, change, about: newId() }, id);

/** Asks until the answer is as wanted; fails with the last answer when it never is. */
export async function eventually<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean, timeoutMs = 180_000): Promise<T> {
  const deadline = Date.now() + timeoutMs * slowness();
  const pause = createPause();
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`not as wanted in ${timeoutMs} ms: ${JSON.stringify(answer)}`);
    await pause();
  }
}
