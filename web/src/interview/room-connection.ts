/**
 * The room of an interview: docs/interviews.md#the-room. Each connection begins with the whole shared code, which is applied to what is
 * here already, so that nothing is lost or doubled; messages and runs are read beside it and known by their numbers.
 */
import * as Y from "yjs";
import { asFailure, type Failure } from "../api/failure.js";
import {
  InterviewRoomDocument,
  MoveInterviewCursorDocument,
  RoomConversationDocument,
  SendInterviewUpdateDocument,
  type InterviewRoomSubscription,
  type InterviewSeat,
  type RoomItemFragment,
} from "../api/generated.js";
import { watch } from "../api/live.js";
import { run } from "../api/run.js";
import { createStore, type Store } from "../store.js";
import { createOutbox } from "./outbox.js";

type RoomEvent = NonNullable<InterviewRoomSubscription["interviewRoom"]>;

export interface RoomState {
  present: readonly InterviewSeat[];
  /** Messages and runs, by number. */
  items: readonly RoomItemFragment[];
  sending: "sent" | "sending" | "failed";
  failure: Failure | null;
  /** Of the other participant: a position as this client writes it. */
  cursor: string | null;
}

export interface Room {
  state: Store<RoomState>;
  doc: Y.Doc;
  point(cursor: string): void;
  /** Before a run: the server runs the code that it has. */
  flush(): Promise<void>;
  close(): void;
}

const REMOTE = "remote";
const POINT_MS = 300;

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** `onTurn`: the clock has started, the roles have swapped, or the room is closed. */
export function openRoom(interviewId: string, viewerSeat: InterviewSeat, onTurn: () => void): Room {
  const doc = new Y.Doc();
  const state = createStore<RoomState>({ present: [], items: [], sending: "sent", failure: null, cursor: null });
  const change = (part: Partial<RoomState>) => state.set({ ...state.get(), ...part });
  const keep = (more: readonly RoomItemFragment[]) => {
    const all = new Map([...state.get().items, ...more].map((item) => [item.sequence, item]));
    change({ items: [...all.values()].sort((one, other) => (one.sequence ?? 0) - (other.sequence ?? 0)) });
  };
  const fail = (error: unknown) => change({ failure: asFailure(error) });

  const outbox = createOutbox(
    (update) => run(SendInterviewUpdateDocument, { input: { interviewId, update: toBase64(update) } }),
    (sending, failure) => change({ sending, failure }),
  );
  doc.on("update", (update: Uint8Array, origin: unknown) => {
    if (origin !== REMOTE) outbox.add(update);
  });

  let pointing: ReturnType<typeof setTimeout> | null = null;
  let cursor = "";
  const point = () => {
    pointing = null;
    // Only decoration: what fails is sent with the next movement.
    if (state.get().present.length > 1) void run(MoveInterviewCursorDocument, { input: { interviewId, cursor } }).catch(() => undefined);
  };

  const apply = (update: string | null) => {
    if (update) Y.applyUpdate(doc, fromBase64(update), REMOTE);
  };
  const present = ({ seat, isHere }: RoomEvent) => {
    if (!seat || isHere === null) return;
    const others = state.get().present.filter((each) => each !== seat);
    change({ present: isHere ? [...others, seat] : others, ...(seat === viewerSeat || isHere ? {} : { cursor: null }) });
    if (isHere && seat !== viewerSeat && cursor) point();
  };
  const take = (event: RoomEvent) => {
    switch (event.kind) {
      case "DOCUMENT":
        apply(event.update);
        // The viewer is here, whether the server has noted it before or after this.
        change({ present: [...new Set([...(event.present ?? []), viewerSeat])], failure: null });
        run(RoomConversationDocument, { id: interviewId }).then(({ interview }) => interview && keep(interview.conversation.nodes), fail);
        return onTurn();
      case "UPDATE":
        return apply(event.update);
      case "MESSAGE":
      case "RUN":
        return keep([event]);
      case "PRESENCE":
        if (event.cursor !== null && event.seat !== viewerSeat) change({ cursor: event.cursor });
        return present(event);
      case "JOINED":
      case "STARTED":
      case "SWAPPED":
      case "CLOSED":
        return onTurn();
    }
  };
  const end = watch(
    InterviewRoomDocument,
    { interviewId },
    { next: ({ interviewRoom }) => interviewRoom && take(interviewRoom), failed: fail, complete: onTurn },
  );

  return {
    state,
    doc,
    point(moved) {
      cursor = moved;
      pointing ??= setTimeout(point, POINT_MS);
    },
    flush: () => outbox.flush(),
    close() {
      end();
      if (pointing) clearTimeout(pointing);
      // What is still on its way is sent.
      void outbox.flush().then(() => doc.destroy());
    },
  };
}
