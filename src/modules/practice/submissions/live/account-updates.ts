/**
 * Runs in the API: streams all judging of an account's submissions. Finished judgements are a log, numbered as they
 * commit; a watcher gets each once and in order, and its cursor is the last number it got. Intermediate steps may be
 * skipped.
 */
import { createInbox, type Inbox, type InboxOptions } from "../../../../graphql/inbox.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import type { PubSub } from "../../../../platform/redis/pub-sub.js";
import { FINISHED_AT_ONCE, type FinishedPlace, type JudgementStates } from "../judgements/judgement-states.js";
import { LatestEvents } from "./latest-events.js";
import { completed, type CompleteEvent } from "./present-state.js";
import type { ShowEvent } from "../results/shown-results.js";
import type { StatusRows, Watcher } from "./status-rows.js";
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
const NONE: readonly string[] = [];
/** Without a cursor, the stream starts with judgements finished within this time, in which clients usually reconnect. */
const RECENT_MS = 5 * MINUTE_MS;

export async function watchAccount(
  dependencies: Dependencies,
  userId: string,
  after: string | null,
  show: ShowEvent,
): Promise<Inbox<AccountUpdate>> {
  const known = after === null ? null : parseUpdateCursor(after);
  const watch = new AccountWatch(dependencies, userId, show);
  try {
    await watch.start(known);
  } catch (error) {
    await watch.inbox.return();
    throw error;
  }
  return watch.inbox;
}

/** Verdicts are never dropped; of other steps, only the latest is kept. */
const keyOf = ({ status, submissionId, judgementId }: AccountUpdate) => (status === "FINISHED" ? judgementId : submissionId);

/** A class: thousands are open at once, and closures for each would take several times the memory. */
class AccountWatch implements Watcher, InboxOptions<AccountUpdate> {
  readonly capacity = MOST_UNREAD;
  readonly keyOf = keyOf;
  readonly inbox: Inbox<AccountUpdate> = createInbox(this);
  private readonly latest = new LatestEvents();
  private unsubscribe: (() => void) | undefined;
  private isOpen = true;
  /** Number of the last finished judgement delivered; undefined until rows are read. */
  private seen: number | undefined = undefined;
  private newest = 0;
  private skipped: number | null = null;
  private isReading = false;

  constructor(
    private readonly dependencies: Dependencies,
    private readonly userId: string,
    private readonly show: ShowEvent,
  ) {}

  async start(known: number | null): Promise<void> {
    const { pubSub, judgementStates, statusRows } = this.dependencies;
    this.unsubscribe = await pubSub.subscribe(userSubmissionsTopic, this.userId, (event) => this.hear(event));
    const { last, firstRecent } = await judgementStates.finishedUntil(this.userId, RECENT_MS);
    // A cursor beyond the last number predates a restored backup.
    if (known === null || known > last) this.seen = firstRecent === null ? last : firstRecent - 1;
    else this.seen = Math.max(known, last - FINISHED_AT_ONCE);
    if (known !== null && this.seen > known) this.skipped = this.seen - known;
    statusRows.keep(this);
    await statusRows.read(this);
    void this.catchUp();
  }

  onClose(): void {
    this.isOpen = false;
    this.unsubscribe?.();
    this.dependencies.statusRows.drop(this);
  }

  account(): FinishedPlace {
    return { userId: this.userId, finishNumber: this.seen! };
  }

  submissionIds(): readonly string[] {
    return NONE;
  }

  /** Rows arrive in the order of their numbers, without gaps except for deleted rows. */
  offer(whole: SubmissionStatusEvent): void {
    const event = this.show(whole);
    if (!event) return;
    const { status, finishNumber } = event;
    if (status !== "FINISHED" || finishNumber === null) {
      const complete = this.latest.take(event);
      if (complete) this.push(complete);
    } else if (finishNumber > this.seen!) {
      this.seen = finishNumber;
      this.push(this.latest.take(event) ?? completed(event, undefined));
    }
  }

  private push(event: CompleteEvent): void {
    this.inbox.push({ ...event, cursor: toUpdateCursor(this.seen!), skipped: this.skipped });
    this.skipped = null;
  }

  /** Messages of several workers may arrive out of order. If one is ahead, the missing judgements are read from the rows. */
  private hear(event: SubmissionStatusEvent): void {
    this.newest = Math.max(this.newest, event.finishNumber ?? 0);
    if (this.seen === undefined) return;
    if (event.status === "FINISHED" && this.newest > this.seen + 1) void this.catchUp();
    else this.offer(event);
  }

  private async catchUp(): Promise<void> {
    if (this.isReading) return;
    this.isReading = true;
    try {
      for (let before = -1; this.isOpen && before < this.seen! && this.seen! < this.newest;) {
        before = this.seen!;
        await this.dependencies.statusRows.read(this);
      }
    } catch {
      // `statusRows` reads the rows again on its timer.
    } finally {
      this.isReading = false;
    }
  }
}
