/** The shared document of a room: updates of Yjs. Clients write, the server only checks, merges and reads them. */
import * as Y from "yjs";
import { badInput } from "../../../../kernel/errors.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { UPDATE_MAX_BYTES } from "../interview-limits.js";

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The bytes of an update (format 1). BAD_USER_INPUT for anything else. */
export function checkUpdate(text: string, field: string): Buffer {
  if (text.length > Math.ceil(UPDATE_MAX_BYTES / 3) * 4)
    throw badInput(field, `An update has at most ${UPDATE_MAX_BYTES} bytes.`, "TOO_LONG", { maximum: UPDATE_MAX_BYTES });
  if (text === "" || !BASE64.test(text)) throw badInput(field, "The update is not base64.", "INVALID_FORMAT");
  const bytes = Buffer.from(text, "base64");
  try {
    Y.decodeUpdate(bytes);
  } catch {
    throw badInput(field, "This is no update of Yjs.", "INVALID_FORMAT");
  }
  return bytes;
}

export interface DocumentState {
  /** All updates up to this number are in it. */
  sequence: number;
  state: Uint8Array;
}

/** Merged without reading what is in them: updates whose predecessors are missing stay, and are applied when these arrive. */
export function mergeUpdates(updates: readonly Uint8Array[]): Uint8Array {
  return updates.length === 0 ? Y.encodeStateAsUpdate(new Y.Doc()) : Y.mergeUpdates([...updates]);
}

/** The state after the last event, of one moment: snapshot and later updates in one statement. */
export async function readDocument(em: EntityManager, interviewId: string): Promise<DocumentState> {
  const [found] = await rows<{ sequence: number; state: Buffer | null; updates: Buffer[] | null }>(
    em,
    `select r.last_sequence as sequence, s.state, (select array_agg(e.payload order by e.sequence) from interview_events e
       where e.interview_id = r.interview_id and e.kind = 'UPDATE' and e.sequence > coalesce(s.sequence, 0)) as updates
     from interview_rooms r left join interview_snapshots s on s.interview_id = r.interview_id where r.interview_id = ?`,
    [interviewId],
  );
  if (!found) return { sequence: 0, state: mergeUpdates([]) };
  return { sequence: found.sequence, state: mergeUpdates([...(found.state ? [found.state] : []), ...(found.updates ?? [])]) };
}

/** The shared code of a round. */
export function codeOf({ state }: DocumentState, round: number): string {
  const doc = new Y.Doc();
  try {
    Y.applyUpdate(doc, state);
    return doc.getText(`round-${round}`).toJSON();
  } finally {
    doc.destroy();
  }
}

/** Keeps the state as a snapshot, unless a newer one is kept. */
export async function keepSnapshot(em: EntityManager, interviewId: string): Promise<void> {
  const { sequence, state } = await readDocument(em, interviewId);
  await em.execute(
    `insert into interview_snapshots (interview_id, sequence, state) values (?, ?, ?)
     on conflict (interview_id) do update set sequence = excluded.sequence, state = excluded.state
     where interview_snapshots.sequence < excluded.sequence`,
    [interviewId, sequence, Buffer.from(state)],
  );
}
