import { connectionsByParent, type PageOfParent } from "../../../../graphql/connections-by-parent.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import type { KeysetOrder, ListSql } from "../../../../graphql/keyset-list.js";
import type { Connection } from "../../../../graphql/pagination.js";
import type { KeptRun } from "./kept-run.js";
import type { RoomDelivery } from "./room.stream.js";
import type { RoomEventRow } from "./room.type.js";

const NOTHING = { sequence: null, seat: null, update: null, text: null, run: null, cursor: null, isHere: null, present: null, at: null };

export function roomEventRow(delivery: RoomDelivery): RoomEventRow {
  if (delivery.type === "DOCUMENT") {
    const { sequence, document, present } = delivery;
    return { ...NOTHING, kind: "DOCUMENT", sequence, update: document, present };
  }
  if (delivery.type === "PRESENCE") {
    const { seat, isHere, cursor } = delivery;
    return { ...NOTHING, kind: "PRESENCE", seat, isHere, cursor };
  }
  const { kind, sequence, seat, update, text, result, at } = delivery;
  return { ...NOTHING, kind, sequence, seat, update, text, run: result as KeptRun | null, at };
}

const COLUMNS = `e.kind, e.sequence, e.seat, replace(encode(e.payload, 'base64'), chr(10), '') as "update", e.text, e.result as run, null as cursor,
  null::boolean as "isHere", null::text[] as present, e.created_at as at`;
const ORDER: KeysetOrder<RoomEventRow> = {
  name: "timeline",
  columns: [{ sql: "e.sequence", direction: "asc", cast: "int" }],
  key: ({ sequence }) => [sequence!],
};

const eventsOfInterview =
  (conditions: ListSql["conditions"]): LoaderFactory<PageOfParent, Connection<RoomEventRow>> =>
  ({ em }) =>
    connectionsByParent<RoomEventRow>(em, {
      select: COLUMNS,
      from: "from interview_events e",
      conditions,
      parent: "e.interview_id",
      order: ORDER,
    });

/** Of interviews in which the viewer takes part. */
export const timelineOfInterview = eventsOfInterview([]);
export const conversationOfInterview = eventsOfInterview([{ sql: "e.kind in ('MESSAGE', 'RUN')", params: [] }]);
