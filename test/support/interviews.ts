/** People with time, confirmed interviews and open rooms. The clock of the database is not moved: starts are. */
import * as Y from "yjs";
import * as documents from "./generated.js";
import type { Client } from "./client.js";
import type { Installation } from "./installation.js";

/** From a day before now on, every day, around the clock: nobody depends on the time of day of a test. */
export async function hasTime(who: Client): Promise<void> {
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  for (const hour of ["00", "12"]) {
    const input = { startsAt: `${day}T${hour}:00`, minutes: 720, timeZone: "UTC", rule: "FREQ=DAILY;COUNT=40" };
    await who.request(documents.SaveInterviewAvailabilityDocument, { input });
  }
}

export async function confirm(who: Client, id: string) {
  return (await who.request(documents.ConfirmInterviewDocument, { input: { id } })).confirmInterview.interview;
}

/** Moves a confirmed interview so that it has begun, and its room is open. */
export async function begin({ sql }: Pick<Installation, "sql">, id: string, minutesAgo = 0): Promise<void> {
  await sql("update interviews set starts_at = now() - make_interval(mins => $2) where id = $1", [id, minutesAgo]);
  await sql(
    `update interview_rooms r set opens_at = i.starts_at - interval '10 minutes', closes_at = i.starts_at + make_interval(mins => i.minutes + 30)
     from interviews i where i.id = r.interview_id and i.id = $1`,
    [id],
  );
}

/** A booked and confirmed interview. */
export async function booked(host: Client & { userId: string }, guest: Client): Promise<string> {
  const { setInterviewHosting } = await host.request(documents.SetInterviewHostingDocument, {
    input: { isOpen: true, minutes: 60, noticeHours: 1 },
  });
  const hostId = setInterviewHosting.host.id;
  const { interviewSlots } = await host.request(documents.InterviewSlotsDocument, { hostId, days: 5 });
  const slot = interviewSlots.at(-1)!;
  const { bookInterview } = await guest.request(documents.BookInterviewDocument, { input: { hostId, startsAt: slot.startsAt } });
  await confirm(host, bookInterview.interview.id);
  return bookInterview.interview.id;
}

export const join = async (who: Client, interviewId: string) =>
  (await who.request(documents.JoinInterviewDocument, { input: { interviewId } })).joinInterview.interview;

/** An editor with its own copy of the shared code. */
export function editor(who: Client, interviewId: string, round = 1) {
  const doc = new Y.Doc();
  const text = doc.getText(`round-${round}`);
  const send = async (update: Uint8Array) =>
    (
      await who.request(documents.SendInterviewUpdateDocument, {
        input: { interviewId, update: Buffer.from(update).toString("base64") },
      })
    ).sendInterviewUpdate.sequence;
  return {
    text: () => text.toJSON(),
    apply: (update: string | null) => void (update && Y.applyUpdate(doc, Buffer.from(update, "base64"), "remote")),
    /** Resolves with the number of the event. */
    async type(letters: string, at = text.length): Promise<number> {
      const before = Y.encodeStateVector(doc);
      text.insert(at, letters);
      return send(Y.encodeStateAsUpdate(doc, before));
    },
  };
}
