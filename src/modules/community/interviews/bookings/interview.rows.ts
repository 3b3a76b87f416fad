import type { SignedIn } from "../../../../access/viewer.js";
import type { ListSql } from "../../../../graphql/keyset-list.js";
import { notFound } from "../../../../kernel/errors.js";
import { isId } from "../../../../kernel/ids.js";
import { rows, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import type { InterviewKind, InterviewStatus, Seat } from "./interview.entity.js";

export interface ParticipantRow {
  seat: Seat;
  /** Null after the account is deleted. */
  userId: string | null;
  isConfirmed: boolean;
  hasJoined: boolean;
}

/** Why two people were matched. */
export interface MatchReasons {
  language: string;
  topics: string[];
  levelDifference: number;
  /** Minutes that each has waited, FIRST before SECOND. */
  waitedMinutes: number[];
  /** People that were compared before this choice. */
  considered: number;
}

/** An interview as one of its participants sees it. */
export interface InterviewRow {
  id: string;
  kind: InterviewKind;
  status: InterviewStatus;
  sequence: number;
  startsAt: Date;
  minutes: number;
  confirmBy: Date;
  language: string | null;
  firstProblemId: string | null;
  secondProblemId: string | null;
  match: MatchReasons | null;
  cancelledSeat: Seat | null;
  cancelReason: string;
  isLate: boolean;
  createdAt: Date;
  opensAt: Date;
  closesAt: Date;
  /** When the clock of the room started. */
  startedAt: Date | null;
  viewerSeat: Seat;
  /** FIRST before SECOND. */
  participants: ParticipantRow[];
}

const COLUMNS = `i.id, i.kind, i.status, i.sequence, i.starts_at as "startsAt", i.minutes, i.confirm_by as "confirmBy", i.language,
  i.first_problem_id as "firstProblemId", i.second_problem_id as "secondProblemId", i.match, i.cancel_reason as "cancelReason",
  (select c.seat from interview_participants c where c.interview_id = i.id and c.user_id = i.cancelled_by_id) as "cancelledSeat",
  i.is_late as "isLate", i.created_at as "createdAt", room.opens_at as "opensAt", room.closes_at as "closesAt", room.started_at as "startedAt",
  vp.seat as "viewerSeat", (select json_agg(json_build_object('seat', p.seat, 'userId', p.user_id, 'isConfirmed', p.confirmed_at is not null,
    'hasJoined', p.joined_at is not null) order by p.seat) from interview_participants p where p.interview_id = i.id) as participants`;

/** Interviews `i` of the viewer. Nobody else sees them. */
export function interviewSql(viewer: Pick<SignedIn, "id">): Required<ListSql> {
  return {
    select: COLUMNS,
    from: "from interview_participants vp join interviews i on i.id = vp.interview_id join interview_rooms room on room.interview_id = i.id",
    fromParams: [],
    conditions: [{ sql: "vp.user_id = ?", params: [viewer.id] }],
  };
}

export function interviewsById(em: EntityManager, viewer: Pick<SignedIn, "id">, ids: readonly string[]): Promise<InterviewRow[]> {
  const { select, from } = interviewSql(viewer);
  return rows(em, `select ${select} ${from} where vp.user_id = ? and i.id in (?)`, [viewer.id, ids]);
}

/** NOT_FOUND for everyone who is not a participant. */
export async function readInterview(em: EntityManager, viewer: Pick<SignedIn, "id">, id: string): Promise<InterviewRow> {
  const [row] = isId(id) ? await interviewsById(em, viewer, [id]) : [];
  if (!row) throw notFound("interview");
  return row;
}

/** The same, locked for a change. */
export async function lockInterview(tx: Transaction, viewer: Pick<SignedIn, "id">, id: string): Promise<InterviewRow> {
  await tx.execute("select from interviews where id = ? for no key update", [id]);
  return readInterview(tx, viewer, id);
}
