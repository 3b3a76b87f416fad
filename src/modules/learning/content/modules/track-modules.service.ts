import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import { isId } from "../../../../kernel/ids.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { slugFrom } from "../../../practice/problems/edits/problem-fields.js";
import { MODULES_MAX } from "../limits.js";
import { lastPosition, moving, positionAt, type OrderedTable } from "../ordering.js";
import { beginRevisions, recordRevision } from "../outline/track-revisions.js";
import { announceTrack, editableTrack, expectVersion, type TrackEdits } from "../tracks/track-access.js";
import { dropTranslation, putText } from "../../../../kernel/translations.js";
import { Track } from "../tracks/track.entity.js";
import { TrackModule } from "./track-module.entity.js";
import { moduleSql, type ModuleRow } from "./track-module.loaders.js";
import type { CreateTrackModuleInput, UpdateTrackModuleInput } from "./track-module.type.js";

export interface TrackModulesService {
  create(viewer: SignedIn, input: CreateTrackModuleInput): Promise<ModuleRow>;
  update(viewer: SignedIn, input: UpdateTrackModuleInput): Promise<ModuleRow>;
  /** Concurrent moves all take effect. */
  move(viewer: SignedIn, id: string, afterId: string | null): Promise<ModuleRow>;
  /** CONFLICT if one of its lessons was ever published. */
  remove(viewer: SignedIn, id: string): Promise<void>;
}

const MODULES: OrderedTable = { name: "track_modules", parent: "track_id" };

export function createTrackModules({ db, edits }: { db: Database; edits: TrackEdits }): TrackModulesService {
  const read = async (viewer: SignedIn, id: string): Promise<ModuleRow> => {
    const [row] = await rows<ModuleRow>(db.em.fork(), `${moduleSql(viewer)} where m.id = ?`, [id]);
    if (!row) throw notFound("module");
    return row;
  };

  return {
    async create(viewer, { trackId, slug, title, summary }) {
      const module = new TrackModule();
      await edits.change(viewer, trackId, async (em) => {
        const count = await em.count(TrackModule, { track: trackId });
        if (count >= MODULES_MAX) throw tooMany("input.trackId", "A track has", MODULES_MAX, "modules", count);
        module.track = em.getReference(Track, trackId, { wrapped: true });
        Object.assign(module, { slug: slug ?? slugFrom(title), title: title.trim(), summary: summary ?? "" });
        module.position = await lastPosition(em, MODULES, trackId);
        em.persist(module);
      });
      return read(viewer, module.id);
    },

    async update(viewer, { id, expectedVersion, slug, locale, title, summary, removeTranslation }) {
      await edits.change(
        viewer,
        { trackId: await trackOf(db.em.fork(), "track_modules", id, "module"), named: "module" },
        async (em, track) => {
          const module = await em.findOneOrFail(TrackModule, { id });
          expectVersion(module.version, expectedVersion);
          module.version++;
          module.slug = slug ?? module.slug;
          const given = { title: title?.trim(), summary: summary === null ? "" : summary };
          if (given.title !== undefined || given.summary !== undefined)
            putText(module, { own: track.locale, requested: locale, empty: { title: "", summary: "" }, given });
          if (removeTranslation != null) dropTranslation(module, removeTranslation);
        },
      );
      return read(viewer, id);
    },

    async move(viewer, id, afterId) {
      await moving(db, async (tx) => {
        const trackId = await trackOf(tx, "track_modules", id, "module");
        const track = await editableTrack(tx, viewer, trackId, { lock: false, named: "module" });
        await beginRevisions(tx, trackId);
        const position = await positionAt(tx, MODULES, { id, parentId: trackId, afterId });
        await tx.execute("update track_modules set position = ?, updated_at = now() where id = ?", [position, id]);
        await recordRevision(tx, viewer.id, trackId);
        if (track.status === "PUBLISHED") announceTrack(tx, trackId);
      });
      return read(viewer, id);
    },

    async remove(viewer, id) {
      await edits.change(viewer, { trackId: await trackOf(db.em.fork(), "track_modules", id, "module"), named: "module" }, async (em) => {
        const [published] = await rows(em, "select 1 from lessons where module_id = ? and published_at is not null limit 1", [id]);
        if (published) throw new AppError("CONFLICT", "The module has lessons that were published. Move or archive them instead.");
        await em.execute("delete from track_modules where id = ?", [id]);
      });
    },
  };
}

/** The track of a module or a lesson. NOT_FOUND if there is no such row. */
export async function trackOf(em: EntityManager, table: "track_modules" | "lessons", id: string, what: string): Promise<string> {
  const [row] = isId(id) ? await rows<{ trackId: string }>(em, `select track_id as "trackId" from ${table} where id = ?`, [id]) : [];
  if (!row) throw notFound(what);
  return row.trackId;
}

export function tooMany(field: string, whatHas: string, maximum: number, items: string, present: number): AppError {
  return badInput(field, `${whatHas} at most ${maximum} ${items}.`, "TOO_MANY", { maximum, actual: present + 1 });
}
