import type { SignedIn } from "../../../../access/viewer.js";
import { badInput } from "../../../../kernel/errors.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { slugFrom } from "../../../practice/problems/edits/problem-fields.js";
import type { TopicsService } from "../../../practice/topics/topics.service.js";
import { blocksOf } from "../blocks/block.input.js";
import { expectTransition } from "../content-status.js";
import { LESSONS_MAX } from "../limits.js";
import { localeOf } from "../../../../kernel/locales.js";
import { tooMany, trackOf } from "../modules/track-modules.service.js";
import { TrackModule } from "../modules/track-module.entity.js";
import { lastPosition, moving, positionAt, type OrderedTable } from "../ordering.js";
import * as revisions from "../outline/track-revisions.js";
import { beginRevisions, expectRevision, publishLatest, readContent, revise } from "../revisions/lesson-revisions.js";
import { announceTrack, editableTrack, noteOnTrack, type TrackEdits } from "../tracks/track-access.js";
import { Track } from "../tracks/track.entity.js";
import { dropTranslation, putText } from "../../../../kernel/translations.js";
import { NEW_LESSON, type LessonContent, type LessonText } from "./lesson-content.js";
import { Lesson } from "./lesson.entity.js";
import type {
  CreateLessonInput,
  MoveLessonInput,
  RestoreLessonRevisionInput,
  SetLessonStatusInput,
  UpdateLessonInput,
} from "./lesson.input.js";
import { expectReferences } from "./lesson-references.js";
import { published, readLesson, type LessonRow } from "./lesson.rows.js";

export interface LessonsService {
  create(viewer: SignedIn, input: CreateLessonInput): Promise<LessonRow>;
  /** Adds a revision. Learners read it at once only if the lesson was never published. */
  update(viewer: SignedIn, input: UpdateLessonInput): Promise<LessonRow>;
  restore(viewer: SignedIn, input: RestoreLessonRevisionInput): Promise<LessonRow>;
  setStatus(viewer: SignedIn, input: SetLessonStatusInput, address: string): Promise<LessonRow>;
  /** Concurrent moves all take effect. */
  move(viewer: SignedIn, input: MoveLessonInput): Promise<LessonRow>;
  /** CONFLICT if the lesson was ever published. */
  remove(viewer: SignedIn, id: string): Promise<void>;
}

const LESSONS: OrderedTable = { name: "lessons", parent: "module_id" };
const NO_TEXT: LessonText = { title: "", summary: "", blocks: [] };

interface Dependencies {
  db: Database;
  edits: TrackEdits;
  topics: TopicsService;
}

export function createLessonsService({ db, edits, topics }: Dependencies): LessonsService {
  const read = (viewer: SignedIn, id: string) => readLesson(db.em.fork(), viewer, id);
  const topicIds = async (em: EntityManager, slugs: readonly string[] | null | undefined) =>
    slugs?.length ? topics.idsOf(em, [...new Set(slugs)], "input.topics") : [];
  const change = async (viewer: SignedIn, id: string, apply: (em: EntityManager, lesson: Lesson, track: Track) => Promise<void>) =>
    edits.change(viewer, { trackId: await trackOf(db.em.fork(), "lessons", id, "lesson"), named: "lesson" }, async (em, track) =>
      apply(em, await em.findOneOrFail(Lesson, { id }, { populate: ["topics"] }), track),
    );

  return {
    async create(viewer, input) {
      const { moduleId, slug, title, summary, blocks = [], difficulty, estimatedMinutes, note } = input;
      const trackId = await trackOf(db.em.fork(), "track_modules", moduleId, "module");
      const lesson = new Lesson();
      await edits.change(viewer, { trackId, named: "module" }, async (em, track) => {
        await em.findOneOrFail(TrackModule, { id: moduleId });
        const count = await em.count(Lesson, { module: moduleId });
        if (count >= LESSONS_MAX) throw tooMany("input.moduleId", "A module has", LESSONS_MAX, "lessons", count);
        const content: LessonContent = {
          ...NEW_LESSON,
          title: title.trim(),
          summary: summary ?? "",
          blocks: blocksOf(blocks ?? [], "input.blocks"),
          difficulty: difficulty ?? track.difficulty,
          estimatedMinutes: estimatedMinutes ?? NEW_LESSON.estimatedMinutes,
          topics: await topicIds(em, input.topics),
        };
        await expectReferences(em, viewer, { trackId, blocks: content.blocks, known: [], field: "input.blocks" });
        lesson.track = em.getReference(Track, trackId, { wrapped: true });
        lesson.module = em.getReference(TrackModule, moduleId, { wrapped: true });
        lesson.slug = slug ?? slugFrom(title);
        lesson.freePreview = input.freePreview ?? false;
        lesson.position = await lastPosition(em, LESSONS, moduleId);
        beginRevisions(em, viewer, lesson, content, note?.trim() ?? "");
      });
      return read(viewer, lesson.id);
    },

    async update(viewer, { id, expectedRevision, slug, locale, title, summary, blocks, removeTranslation, note, ...input }) {
      await change(viewer, id, async (em, lesson, track) => {
        expectRevision(lesson, expectedRevision);
        lesson.slug = slug ?? lesson.slug;
        lesson.freePreview = input.freePreview ?? lesson.freePreview;
        const content = await readContent(em, id, lesson.latestRevision);
        const known = textIn(content, track, locale)?.blocks ?? [];
        const given: Partial<LessonText> = {
          title: title?.trim(),
          summary: summary === null ? "" : summary,
          blocks: blocks === undefined ? undefined : blocksOf(blocks ?? [], "input.blocks"),
        };
        if (given.blocks)
          await expectReferences(em, viewer, {
            trackId: track.id,
            blocks: given.blocks,
            known: [...known, ...content.blocks],
            field: "input.blocks",
          });
        const after = { ...content };
        if (Object.values(given).some((part) => part !== undefined))
          putText<LessonText>(after, { own: track.locale, requested: locale, empty: NO_TEXT, given });
        if (removeTranslation != null) dropTranslation(after, removeTranslation);
        after.difficulty = input.difficulty ?? after.difficulty;
        after.estimatedMinutes = input.estimatedMinutes ?? after.estimatedMinutes;
        if (input.topics !== undefined) after.topics = await topicIds(em, input.topics);
        await revise(em, viewer, lesson, after, { note });
      });
      return read(viewer, id);
    },

    async restore(viewer, { lessonId, number, expectedRevision, note }) {
      await change(viewer, lessonId, async (em, lesson) => {
        expectRevision(lesson, expectedRevision);
        await revise(em, viewer, lesson, await readContent(em, lessonId, number), { note, restoredFrom: number });
      });
      return read(viewer, lessonId);
    },

    async setStatus(viewer, { id, expectedRevision, status }, address) {
      await change(viewer, id, async (em, lesson, track) => {
        expectRevision(lesson, expectedRevision);
        expectTransition(lesson.status, status, lesson.publishedAt !== null);
        if (status === "PUBLISHED") {
          await publishLatest(em, lesson);
          lesson.publishedAt ??= new Date();
        }
        lesson.status = status;
        noteOnTrack(em, `track.lesson-${status.toLowerCase()}`, track, viewer, address, { lessonId: id });
      });
      return read(viewer, id);
    },

    async move(viewer, { id, moduleId, afterId }) {
      await moving(db, async (tx) => {
        const trackId = await trackOf(tx, "lessons", id, "lesson");
        const track = await editableTrack(tx, viewer, trackId, { lock: false, named: "lesson" });
        await revisions.beginRevisions(tx, trackId);
        const target = moduleId ?? (await tx.findOneOrFail(Lesson, { id })).module.id;
        if (moduleId != null) await expectRoom(tx, { trackId, moduleId, lessonId: id });
        const position = await positionAt(tx, LESSONS, { id, parentId: target, afterId: afterId ?? null });
        await tx.execute("update lessons set module_id = ?, position = ?, updated_at = now() where id = ?", [target, position, id]);
        await revisions.recordRevision(tx, viewer.id, trackId);
        if (track.status === "PUBLISHED") announceTrack(tx, trackId);
      });
      return read(viewer, id);
    },

    async remove(viewer, id) {
      await change(viewer, id, async (em, lesson) => {
        if (lesson.publishedAt !== null) throw published("lesson");
        em.remove(lesson);
      });
    },
  };
}

/** Locks the module, so that concurrent moves can't exceed the limit. */
async function expectRoom(em: EntityManager, { trackId, moduleId, lessonId }: { trackId: string; moduleId: string; lessonId: string }) {
  const [module] = await rows(em, "select 1 from track_modules where id = ? and track_id = ? for no key update", [moduleId, trackId]);
  if (!module) throw badInput("input.moduleId", "The track has no such module.", "UNKNOWN_VALUE");
  const count = await em.count(Lesson, { module: moduleId, id: { $ne: lessonId } });
  if (count >= LESSONS_MAX) throw tooMany("input.moduleId", "A module has", LESSONS_MAX, "lessons", count);
}

function textIn(content: LessonContent, track: Track, requested: string | null | undefined): LessonText | undefined {
  const locale = requested == null ? track.locale : localeOf(requested, "input.locale");
  return locale === track.locale ? content : content.translations[locale];
}
