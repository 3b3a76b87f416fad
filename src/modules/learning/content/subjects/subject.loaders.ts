import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import { publicSql } from "../../../base/authorship/authored.js";
import type { Subject } from "./subject.entity.js";

export type SubjectRow = Pick<Subject, "id" | "slug" | "name" | "icon" | "description" | "language">;

export const SUBJECT_COLUMNS = "s.id, s.slug, s.name, s.icon, s.description, s.language";

/** All subjects, by name. There are only a few dozen. The only key is "all". */
export const allSubjects: LoaderFactory<"all", SubjectRow[]> = ({ em }) =>
  new DataLoader(async (keys) => {
    const found = await rows<SubjectRow>(em, `select ${SUBJECT_COLUMNS} from subjects s order by lower(s.name), s.id`);
    return keys.map(() => found);
  });

/** Number of tracks that are published for everyone, by subject. */
export const trackCounts: LoaderFactory<string, number> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<{ id: string; count: number }>(
      em,
      `select t.subject_id as id, count(*)::int as count from tracks t where ${publicSql("t")} and t.subject_id in (?) group by t.subject_id`,
      [ids],
    );
    const byId = new Map(found.map(({ id, count }) => [id, count]));
    return ids.map((id) => byId.get(id) ?? 0);
  });
