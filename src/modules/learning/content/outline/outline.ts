/** What is versioned of a track besides its lessons: its texts, its prerequisites, and its modules with the order of their lessons. */
import { isDeepStrictEqual } from "node:util";
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { Difficulty } from "../../../practice/problems/problem.entity.js";
import type { Translations } from "../../../../kernel/locales.js";
import type { ModuleText } from "../modules/track-module.entity.js";
import type { TrackText } from "../tracks/track.entity.js";

export interface OutlineLesson {
  id: string;
  slug: string;
  /** Ids of lessons. */
  requires: string[];
}

export interface OutlineModule extends ModuleText {
  id: string;
  slug: string;
  translations: Translations<ModuleText>;
  /** In order. */
  lessons: OutlineLesson[];
}

export interface TrackOutline extends TrackText {
  translations: Translations<TrackText>;
  difficulty: Difficulty;
  subjectId: string | null;
  /** Ids of tracks. */
  requires: string[];
  /** In order. */
  modules: OutlineModule[];
}

const NO_OUTLINE: TrackOutline = {
  ...{ title: "", summary: "", description: "", translations: {}, difficulty: "EASY", subjectId: null, requires: [], modules: [] },
};
const FIELDS = Object.keys(NO_OUTLINE) as (keyof TrackOutline)[];

/** Reads a stored snapshot. Fields added since it was written get their defaults. */
export const outlineFrom = (stored: Partial<TrackOutline>): TrackOutline => ({ ...NO_OUTLINE, ...stored });

/** Names of the fields that differ; all fields if there is no previous outline. */
export const changedInOutline = (before: TrackOutline | null, after: TrackOutline): string[] =>
  before ? FIELDS.filter((field) => !isDeepStrictEqual(before[field], after[field])) : FIELDS;

/** The present one. Null if the track is gone. One statement. */
export async function readOutline(em: EntityManager, trackId: string): Promise<TrackOutline | null> {
  const [found] = await rows<{ outline: TrackOutline }>(
    em,
    `select jsonb_build_object('title', t.title, 'summary', t.summary, 'description', t.description, 'translations', t.translations,
       'difficulty', t.difficulty, 'subjectId', t.subject_id,
       'requires', array(select p.requires_id from track_prerequisites p where p.track_id = t.id order by p.requires_id),
       'modules', (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'slug', m.slug, 'title', m.title, 'summary', m.summary,
           'translations', m.translations,
           'lessons', (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'slug', l.slug,
               'requires', array(select p.requires_id from lesson_prerequisites p where p.lesson_id = l.id order by p.requires_id)
             ) order by l.position), '[]') from lessons l where l.module_id = m.id)
         ) order by m.position), '[]') from track_modules m where m.track_id = t.id)) as outline
     from tracks t where t.id = ?`,
    [trackId],
  );
  return found?.outline ?? null;
}
