import type { SignedIn } from "../../../../access/viewer.js";
import { badInput, notFound } from "../../../../kernel/errors.js";
import { dropTranslation, putText } from "../../../../kernel/translations.js";
import { isId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { TrackFile } from "../files/track-file.entity.js";
import { Lesson } from "../lessons/lesson.entity.js";
import { MATERIALS_MAX } from "../limits.js";
import { tooMany, trackOf } from "../modules/track-modules.service.js";
import { TrackModule } from "../modules/track-module.entity.js";
import { lastPosition, moving, positionAt, type OrderedTable } from "../ordering.js";
import { announceTrack, editableTrack, expectVersion, type TrackEdits } from "../tracks/track-access.js";
import { Material, type MaterialKind } from "./material.entity.js";
import { MATERIAL_COLUMNS, type MaterialRow } from "./material.loaders.js";
import type { AddMaterialInput, UpdateMaterialInput } from "./material.type.js";

export interface MaterialsService {
  add(viewer: SignedIn, input: AddMaterialInput): Promise<MaterialRow>;
  update(viewer: SignedIn, input: UpdateMaterialInput): Promise<MaterialRow>;
  /** Concurrent moves all take effect. */
  move(viewer: SignedIn, id: string, afterId: string | null): Promise<MaterialRow>;
  remove(viewer: SignedIn, id: string): Promise<void>;
}

const OF_MODULE: OrderedTable = { name: "materials", parent: "module_id" };
const OF_LESSON: OrderedTable = { name: "materials", parent: "lesson_id" };

export function createMaterials({ db, edits }: { db: Database; edits: TrackEdits }): MaterialsService {
  const read = async (id: string): Promise<MaterialRow> => {
    const [row] = await rows<MaterialRow>(db.em.fork(), `select ${MATERIAL_COLUMNS} from materials x where x.id = ?`, [id]);
    if (!row) throw notFound("material");
    return row;
  };

  return {
    async add(viewer, { moduleId, lessonId, kind, title, description, fileId, url }) {
      if ((moduleId == null) === (lessonId == null)) throw badInput("input.moduleId", "Give either `moduleId` or `lessonId`.");
      const em = db.em.fork();
      const trackId =
        moduleId != null ? await trackOf(em, "track_modules", moduleId, "module") : await trackOf(em, "lessons", lessonId!, "lesson");
      const parentId = (moduleId ?? lessonId)!;
      const material = Object.assign(new Material(), { kind, title: title.trim(), description: description ?? "" });
      await edits.change(viewer, { trackId, named: moduleId != null ? "module" : "lesson" }, async (tx) => {
        const count = await tx.count(Material, moduleId != null ? { module: parentId } : { lesson: parentId });
        if (count >= MATERIALS_MAX) throw tooMany("input", "There are", MATERIALS_MAX, "materials", count);
        material.url = sourceOf(kind, { fileId, url });
        if (fileId != null) {
          const file = await tx.findOne(TrackFile, { id: fileId, track: trackId });
          if (!file) throw badInput("input.fileId", "The track has no such file.", "UNKNOWN_VALUE");
          material.file = tx.getReference(TrackFile, fileId, { wrapped: true });
        }
        if (moduleId != null) material.module = tx.getReference(TrackModule, parentId, { wrapped: true });
        else material.lesson = tx.getReference(Lesson, parentId, { wrapped: true });
        material.position = await lastPosition(tx, moduleId != null ? OF_MODULE : OF_LESSON, parentId);
        tx.persist(material);
      });
      return read(material.id);
    },

    async update(viewer, { id, expectedVersion, locale, title, description, removeTranslation, url }) {
      const { trackId } = await placeOf(db.em.fork(), id);
      await edits.change(viewer, { trackId, named: "material" }, async (em, track) => {
        const material = await em.findOneOrFail(Material, { id });
        expectVersion(material.version, expectedVersion);
        material.version++;
        const given = { title: title?.trim(), description: description === null ? "" : description };
        if (given.title !== undefined || given.description !== undefined)
          putText(material, { own: track.locale, requested: locale, empty: { title: "", description: "" }, given });
        if (removeTranslation != null) dropTranslation(material, removeTranslation);
        if (url == null) return;
        if (material.url === null) throw badInput("input.url", "This material has a file, not an address.");
        material.url = addressOf(url);
      });
      return read(id);
    },

    async move(viewer, id, afterId) {
      await moving(db, async (tx) => {
        const { trackId, moduleId, lessonId } = await placeOf(tx, id);
        const track = await editableTrack(tx, viewer, trackId, { lock: false, named: "material" });
        const list = moduleId !== null ? OF_MODULE : OF_LESSON;
        const position = await positionAt(tx, list, { id, parentId: (moduleId ?? lessonId)!, afterId });
        await tx.execute("update materials set position = ?, updated_at = now() where id = ?", [position, id]);
        if (track.status === "PUBLISHED") announceTrack(tx, trackId);
      });
      return read(id);
    },

    async remove(viewer, id) {
      const { trackId } = await placeOf(db.em.fork(), id);
      await edits.change(viewer, { trackId, named: "material" }, async (em) => {
        await em.execute("delete from materials where id = ?", [id]);
      });
    },
  };
}

async function placeOf(em: EntityManager, id: string): Promise<{ trackId: string; moduleId: string | null; lessonId: string | null }> {
  const [place] = isId(id)
    ? await rows<{ trackId: string; moduleId: string | null; lessonId: string | null }>(
        em,
        `select coalesce(m.track_id, l.track_id) as "trackId", x.module_id as "moduleId", x.lesson_id as "lessonId" from materials x
         left join track_modules m on m.id = x.module_id left join lessons l on l.id = x.lesson_id where x.id = ?`,
        [id],
      )
    : [];
  if (!place) throw notFound("material");
  return place;
}

/** The address, or null for a file. BAD_USER_INPUT unless there is what the kind needs. */
export function sourceOf(kind: MaterialKind, { fileId, url }: { fileId?: string | null; url?: string | null }): string | null {
  if ((fileId == null) === (url == null)) throw badInput("input.url", "Give either `fileId` or `url`.");
  if (kind === "FILE" && url != null) throw badInput("input.url", "A FILE has a file. Use LINK for an address.");
  if (kind === "LINK" && fileId != null) throw badInput("input.fileId", "A LINK has an address. Use FILE for a file.");
  return url == null ? null : addressOf(url);
}

function addressOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || url.protocol !== "https:" || url.username !== "" || url.password !== "")
    throw badInput("input.url", "Use an https address without a user name.", "INVALID_FORMAT");
  return url.href;
}
