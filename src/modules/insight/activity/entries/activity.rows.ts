import { newestFirst } from "../../../../graphql/keyset-list.js";

export interface ActivityRow {
  id: string;
  userId: string;
  kind: string;
  subjectId: string | null;
  data: object;
  at: Date;
}

/** Of activities `a`. */
export const ACTIVITY_COLUMNS = `a.id, a.user_id as "userId", a.kind, a.subject_id as "subjectId", a.data, a.at`;

/** In the order in which entries were recorded, so that no entry ever appears behind a cursor. */
export const NEWEST_FIRST = newestFirst<ActivityRow>("a.id");
