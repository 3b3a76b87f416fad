import DataLoader from "dataloader";
import type { SignedIn } from "../../../../access/viewer.js";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { AppError, conflictOf, notFound, nullIfNotFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, violatedUnique, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { SECTIONS_MAX } from "../class-limits.js";
import { classToRun } from "../class.rows.js";
import { PRESENT_MEMBERS } from "../members/present-members.js";

export interface SectionRow {
  id: string;
  classId: string;
  name: string;
}

const COLUMNS = `s.id, s.class_id as "classId", s.name`;

/** By name. Checks no permission: sections are as visible as their class. */
export const sectionsOfClass: LoaderFactory<string, SectionRow[]> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<SectionRow>(em, `select ${COLUMNS} from class_sections s where s.class_id in (?) order by s.name, s.id`, [
      ids,
    ]);
    const byClass = Map.groupBy(found, ({ classId }) => classId);
    return ids.map((id) => byClass.get(id) ?? []);
  });

/** Checks no permission. */
export const sectionById: LoaderFactory<string, SectionRow | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<SectionRow>(em, `select ${COLUMNS} from class_sections s where s.id in (?)`, [ids]);
    const byId = new Map(found.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });

/** Those of classes that the viewer is a member of. */
export function readableSections(em: EntityManager, viewer: SignedIn, ids: readonly string[]): Promise<SectionRow[]> {
  const sql = `select ${COLUMNS} from class_sections s join ${PRESENT_MEMBERS} vm on vm.class_id = s.class_id and vm.user_id = ? where s.id in (?)`;
  return rows<SectionRow>(em, sql, [viewer.id, ids]);
}

export interface SectionsService {
  create(viewer: SignedIn, classId: string, name: string): Promise<SectionRow>;
  rename(viewer: SignedIn, id: string, name: string): Promise<SectionRow>;
  /** Its members stay in the class, without a section. */
  remove(viewer: SignedIn, id: string): Promise<void>;
}

const taken = (error: unknown) =>
  violatedUnique(error) === "class_sections_name_unique"
    ? conflictOf("input.name", "The class already has a section of this name.")
    : error;

export function createSectionsService({ db }: { db: Database }): SectionsService {
  const toRun = async (em: EntityManager, viewer: SignedIn, id: string): Promise<SectionRow> => {
    const [row] = await rows<SectionRow>(em, `select ${COLUMNS} from class_sections s where s.id = ?`, [id]);
    if (!row || !(await nullIfNotFound(classToRun(em, viewer, row.classId)))) throw notFound("section");
    return row;
  };
  return {
    create: (viewer, classId, name) =>
      db
        .transaction(async (tx) => {
          await classToRun(tx, viewer, classId);
          const [{ count } = { count: 0 }] = await rows<{ count: number }>(
            tx,
            "select count(*)::int as count from class_sections where class_id = ?",
            [classId],
          );
          if (count >= SECTIONS_MAX) throw new AppError("CONFLICT", `A class has at most ${SECTIONS_MAX} sections.`);
          const row = { id: newId(), classId, name };
          await tx.execute("insert into class_sections (id, class_id, name) values (?, ?, ?)", [row.id, classId, name]);
          return row;
        })
        .catch((error: unknown) => {
          throw taken(error);
        }),

    rename: (viewer, id, name) =>
      db
        .transaction(async (tx) => {
          const row = await toRun(tx, viewer, id);
          await tx.execute("update class_sections set name = ? where id = ?", [name, id]);
          return { ...row, name };
        })
        .catch((error: unknown) => {
          throw taken(error);
        }),

    remove: (viewer, id) =>
      db.transaction(async (tx) => {
        await toRun(tx, viewer, id);
        await tx.execute("delete from class_sections where id = ?", [id]);
      }),
  };
}
