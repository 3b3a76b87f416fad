/**
 * Runs in the API: streams all judging of an account's submissions. Finished judgements are a log, numbered as they
 * commit; a watcher gets each once and in order, and its cursor is the last number it got. Intermediate steps may be
 * skipped.
 */
import { createInbox } from "../../../../graphql/inbox.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import { FINISHED_AT_ONCE, type JudgementStates } from "../judgements/judgement-states.js";
import { createLatestEvents } from "./latest-events.js";
import { completed, type CompleteEvent } from "./present-state.js";
import type { ShowEvent } from "../results/shown-results.js";
import type { StatusRows } from "./status-rows.js";
import { userSubmissionsTopic, type SubmissionStatusEvent } from "./submission-status.event.js";
import { parseUpdateCursor, toUpdateCursor } from "./update-cursor.js";

export interface AccountUpdate extends CompleteEvent {
  cursor: string;
  /** Number of finished judgements skipped before this event; null for none. */
  skipped: number | null;
}

interface Dependencies {
  pubSub: PubSub;
  judgementStates: JudgementStates;
  statusRows: StatusRows;
}

const MOST_UNREAD = 64;
/** Without a cursor, the stream starts with judgements finished within this time, in which clients usually reconnect. */
const RECENT_MS = 5 * MINUTE_MS;

export async function watchAccount(
  { pubSub, judgementStates, statusRows }: Dependencies,
  userId: string,
  after: string | null,
  show: ShowEvent,
): Promise<AsyncIterableIterator<AccountUpdate>> {
  const known = after === null ? null : parseUpdateCursor(after);
  const cleanups: (() => void)[] = [];
  let open = true;
  const inbox = createInbox<AccountUpdate>({
    capacity: MOST_UNREAD,
    // Verdicts are never dropped; of other steps, only the latest is kept.
    keyOf: ({ status, submissionId, judgementId }) => (status === "FINISHED" ? judgementId : submissionId),
    onClose() {
      open = false;
      cleanups.forEach((cleanup) => cleanup());
    },
  });

  const latest = createLatestEvents();
  /** Number of the last finished judgement delivered; undefined until rows are read. */
  let seen: number | undefined;
  let newest = 0;
  let skipped: number | null = null;
  const push = (event: CompleteEvent) => {
    inbox.push({ ...event, cursor: toUpdateCursor(seen!), skipped });
    skipped = null;
  };

  const pass = (whole: SubmissionStatusEvent) => {
    const event = show(whole);
    if (!event) return;
    const { status, finishNumber } = event;
    if (status !== "FINISHED" || finishNumber === null) {
      const complete = latest.take(event);
      if (complete) push(complete);
    } else if (finishNumber > seen!) {
      seen = finishNumber;
      push(latest.take(event) ?? completed(event, undefined));
    }
  };

  const watcher = {
    account: () => ({ userId, finishNumber: seen! }),
    submissionIds: () => [],
    // Rows arrive in the order of their numbers, without gaps except for deleted rows.
    offer: pass,
  };

  let isReading = false;
  const catchUp = async () => {
    if (isReading) return;
    isReading = true;
    try {
      for (let before = -1; open && before < seen! && seen! < newest;) {
        before = seen!;
        await statusRows.read(watcher);
      }
    } catch {
      // `statusRows` reads the rows again on its timer.
    } finally {
      isReading = false;
    }
  };
  /** Messages of several workers may arrive out of order. If one is ahead, the missing judgements are read from the rows. */
  const hear = (event: SubmissionStatusEvent) => {
    newest = Math.max(newest, event.finishNumber ?? 0);
    if (seen === undefined) return;
    if (event.status === "FINISHED" && newest > seen + 1) void catchUp();
    else pass(event);
  };

  try {
    cleanups.push(await pubSub.subscribe(userSubmissionsTopic, userId, hear));
    const { last, firstRecent } = await judgementStates.finishedUntil(userId, RECENT_MS);
    // A cursor beyond the last number predates a restored backup.
    if (known === null || known > last) seen = firstRecent === null ? last : firstRecent - 1;
    else seen = Math.max(known, last - FINISHED_AT_ONCE);
    if (known !== null && seen > known) skipped = seen - known;
    cleanups.push(statusRows.keep(watcher));
    await statusRows.read(watcher);
    void catchUp();
  } catch (error) {
    await inbox.return!();
    throw error;
  }
  return inbox;
}
