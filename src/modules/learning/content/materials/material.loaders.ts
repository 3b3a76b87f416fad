import DataLoader from "dataloader";
import type { LoaderFactory, RequestContext } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";
import type { Material } from "./material.entity.js";

export interface MaterialRow extends Pick<
  Material,
  "id" | "kind" | "title" | "description" | "translations" | "url" | "version" | "createdAt" | "updatedAt"
> {
  moduleId: string | null;
  lessonId: string | null;
  fileId: string | null;
  /** The track's own language. */
  locale: string;
}

export const MATERIAL_COLUMNS = `x.id, x.module_id as "moduleId", x.lesson_id as "lessonId", x.kind, x.title, x.description, x.translations, x.file_id as "fileId", x.url,
  x.version, x.created_at as "createdAt", x.updated_at as "updatedAt",
  (select t.locale from tracks t where t.id = coalesce((select m.track_id from track_modules m where m.id = x.module_id),
    (select l.track_id from lessons l where l.id = x.lesson_id))) as locale`;

/** In order. Checks no permission: materials are as visible as what they belong to. */
export const materialsOfModule: LoaderFactory<string, MaterialRow[]> = (context) => materials(context, "module_id");
export const materialsOfLesson: LoaderFactory<string, MaterialRow[]> = (context) => materials(context, "lesson_id");

function materials({ em }: RequestContext, column: "module_id" | "lesson_id"): DataLoader<string, MaterialRow[]> {
  return new DataLoader(async (ids) => {
    const found = await rows<MaterialRow>(
      em,
      `select ${MATERIAL_COLUMNS} from materials x where x.${column} in (?) order by x.${column}, x.position`,
      [ids],
    );
    const byParent = Map.groupBy(found, ({ moduleId, lessonId }) => (moduleId ?? lessonId)!);
    return ids.map((id) => byParent.get(id) ?? []);
  });
}

/** Checks no permission. */
export const materialById: LoaderFactory<string, MaterialRow | null> = ({ em }) =>
  new DataLoader(async (ids) => {
    const found = await rows<MaterialRow>(em, `select ${MATERIAL_COLUMNS} from materials x where x.id in (?)`, [ids]);
    const byId = new Map(found.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
