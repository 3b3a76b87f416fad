import { rows, type EntityManager } from "../../../platform/database/database.js";
import { listOfRows, removal, type PersonalData } from "../../contracts/personal-data.js";

const HISTORY = { kept: "It is the history of a track or a lesson that others read." };

/** Drafts without contributions by others, and of no organization. The sweeper removes the objects of their files. */
const OWN_DRAFTS = `
  select t.id from tracks t where t.author_id = ? and t.organization_id is null and t.published_at is null
    and not exists (select from track_co_authors c where c.track_id = t.id)
    and not exists (select from lesson_revisions r join lessons l on l.id = r.lesson_id where l.track_id = t.id and r.author_id <> t.author_id)
    and not exists (select from track_revisions r where r.track_id = t.id and r.author_id <> t.author_id)
  order by t.id limit 20 for update of t skip locked`;

/** Exports everything the user wrote, except what belongs to an organization. */
export const contentPersonalData: PersonalData = {
  columns: {
    "tracks.author_id": {
      export: "tracks",
      deletion: { kept: "Others learn from it, or it belongs to an organization. Own drafts without contributions by others are removed." },
    },
    "track_co_authors.user_id": { export: "co-authored-tracks", deletion: "removed" },
    "lesson_revisions.author_id": { export: "lesson-revisions", deletion: HISTORY },
    "track_revisions.author_id": { export: "track-revisions", deletion: HISTORY },
    "track_imports.user_id": { export: { not: "It is background work, and removed after a week." }, deletion: "removed" },
    "track_files.added_by_id": { export: "track-files", deletion: { kept: "Lessons that others read need the file." } },
  },
  exports: [
    listOfRows({
      name: "tracks",
      description: "Tracks you wrote, with their modules and lessons, as they are now.",
      select: `t.id, t.slug, t.locale, t.title, t.summary, t.description, t.translations, t.difficulty, t.status, t.created_at as "createdAt",
        t.updated_at as "updatedAt", t.published_at as "publishedAt",
        (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'slug', m.slug, 'title', m.title, 'summary', m.summary,
           'translations', m.translations,
           'lessons', (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'slug', l.slug, 'status', l.status) order by l.position), '[]')
             from lessons l where l.module_id = m.id),
           'assignments', (select coalesce(jsonb_agg(jsonb_build_object('title', a.title, 'kind', a.kind, 'instructions', a.instructions,
             'translations', a.translations) order by a.position), '[]') from assignments a where a.module_id = m.id),
           'materials', (select coalesce(jsonb_agg(jsonb_build_object('title', x.title, 'kind', x.kind, 'description', x.description,
             'url', x.url) order by x.position), '[]') from materials x where x.module_id = m.id)
         ) order by m.position), '[]') from track_modules m where m.track_id = t.id) as modules`,
      from: "from tracks t where t.author_id = ? and t.organization_id is null",
      key: "t.id",
      page: 10,
    }),
    listOfRows({
      name: "co-authored-tracks",
      description: "Tracks of others that you may edit.",
      select: `t.id, t.slug, t.title, c.added_at as "addedAt"`,
      from: "from track_co_authors c join tracks t on t.id = c.track_id where c.user_id = ?",
      key: "t.id",
    }),
    listOfRows({
      name: "lesson-revisions",
      description: "All revisions of lessons that you wrote.",
      select: `r.id, r.lesson_id as "lessonId", r.number, r.changed, r.note, r.content, r.created_at as "createdAt"`,
      from: `from lesson_revisions r join lessons l on l.id = r.lesson_id join tracks t on t.id = l.track_id
        where r.author_id = ? and t.organization_id is null`,
      key: "r.id",
      page: 20,
    }),
    listOfRows({
      name: "track-revisions",
      description: "All revisions of tracks that you wrote.",
      select: `r.id, r.track_id as "trackId", r.number, r.changed, r.note, r.outline, r.created_at as "createdAt"`,
      from: "from track_revisions r join tracks t on t.id = r.track_id where r.author_id = ? and t.organization_id is null",
      key: "r.id",
      page: 20,
    }),
    listOfRows({
      name: "track-files",
      description: "Files that you added to tracks.",
      select: `f.id, f.track_id as "trackId", f.file_name as "fileName", f.content_type as "contentType", f.size_bytes as "sizeBytes",
        f.created_at as "createdAt"`,
      from: "from track_files f join tracks t on t.id = f.track_id where f.added_by_id = ? and t.organization_id is null",
      key: "f.id",
    }),
  ],
  erasures: [
    removal("track_co_authors"),
    removal("track_imports"),
    {
      name: "draft tracks",
      async step(em: EntityManager, userId: string) {
        const drafts = await rows<{ id: string }>(em, OWN_DRAFTS, [userId]);
        for (const { id } of drafts) await em.execute("delete from tracks where id = ?", [id]);
        return drafts.length;
      },
    },
  ],
};
