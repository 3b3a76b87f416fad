import { messageLanguageOf, messagesIn } from "../../../../messages/messages.js";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { globalId } from "../../../../kernel/global-id.js";
import type { InterviewStatus } from "../bookings/interview.entity.js";
import type { CalendarEntry } from "./calendar-text.js";

export interface ReaderRow {
  name: string;
  username: string;
  address: string;
  locale: string;
  zone: string;
}

/** Null for an account that is deleted or suspended. */
export async function readerOf(em: EntityManager, userId: string): Promise<ReaderRow | null> {
  const [reader] = await rows<ReaderRow>(
    em,
    `select display_name as name, username, email as address, locale, timezone as zone from users
     where id = ? and deleted_at is null and suspended_at is null and email is not null`,
    [userId],
  );
  return reader ?? null;
}

interface EntryRow {
  id: string;
  sequence: number;
  status: InterviewStatus;
  startsAt: Date;
  minutes: number;
  other: string | null;
}

export type InterviewEntry = CalendarEntry & { other: string };

/** Interviews of an account to which it was invited, in its language; of the last 90 days and to come, or one of them. */
export async function interviewEntries(
  em: EntityManager,
  userId: string,
  { locale }: ReaderRow,
  webUrl: string,
  only: string | null = null,
): Promise<InterviewEntry[]> {
  const words = messagesIn(messageLanguageOf(locale)).interview;
  const found = await rows<EntryRow>(
    em,
    `select i.id, i.sequence, i.status, i.starts_at as "startsAt", i.minutes, u.username as other
     from interview_participants p join interviews i on i.id = p.interview_id
     left join interview_participants o on o.interview_id = i.id and o.seat <> p.seat left join users u on u.id = o.user_id and u.deleted_at is null
     where p.user_id = ? and i.invited_at is not null and i.starts_at > now() - interval '90 days' and (?::uuid is null or i.id = ?::uuid)
     order by i.starts_at, i.id limit 500`,
    [userId, only, only],
  );
  return found.map(({ id, sequence, status, startsAt, minutes, other }) => {
    const url = `${webUrl}/interviews/${globalId("Interview", id)}`;
    return {
      ...{ id, sequence, startsAt, minutes, changedAt: new Date(), other: other ?? words.someone, url },
      status: status === "PROPOSED" ? "TENTATIVE" : status === "CONFIRMED" || status === "FINISHED" ? "CONFIRMED" : "CANCELLED",
      ...{ summary: words.event(other ?? words.someone), description: words.eventBody(url) },
    };
  });
}
