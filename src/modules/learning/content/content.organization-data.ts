/** Tracks of organizations: what is private goes with the organization, what is public stays with the account that wrote it. */
import { rows, violatedReference, type EntityManager } from "../../../platform/database/database.js";
import { savepoint } from "../../../platform/database/transaction.js";
import type { OrganizationData } from "../../contracts/organization-data.js";
import { countOf, listOfRows, pagesOf, statement } from "../../contracts/personal-data.js";

const FILES = "from track_files f join tracks t on t.id = f.track_id where f.renditions <> '[]' and t.organization_id = ?";
const BATCH = 20;

export const contentOrganizationData: OrganizationData = {
  columns: { "tracks.organization_id": { export: "tracks", deletion: "removed" } },
  exports: [
    listOfRows({
      name: "tracks",
      description: "Tracks.",
      select: `t.id, t.slug, t.locale, t.title, t.summary, t.description, t.translations, t.difficulty, t.visibility, t.status,
        (select u.username from users u where u.id = t.author_id) as author, t.created_at as "createdAt", t.published_at as "publishedAt"`,
      from: "from tracks t where t.organization_id = ?",
      key: "t.id",
      page: 20,
      table: ["slug", "title", "author", "visibility", "status", "difficulty", "createdAt", "publishedAt"],
    }),
    listOfRows({
      name: "track-modules",
      description: "Modules of tracks with their assignments and materials.",
      select: `m.id, m.track_id as "trackId", m.slug, m.title, m.summary, m.translations, m.position,
        (select coalesce(jsonb_agg(jsonb_build_object('title', a.title, 'kind', a.kind, 'instructions', a.instructions,
           'translations', a.translations) order by a.position), '[]') from assignments a where a.module_id = m.id) as assignments,
        (select coalesce(jsonb_agg(jsonb_build_object('title', x.title, 'kind', x.kind, 'description', x.description, 'url', x.url)
           order by x.position), '[]') from materials x where x.module_id = m.id) as materials`,
      from: "from track_modules m join tracks t on t.id = m.track_id where t.organization_id = ?",
      key: "m.id",
      page: 20,
    }),
    listOfRows({
      name: "lessons",
      description: "Lessons, as they are now.",
      select: `l.id, l.track_id as "trackId", l.module_id as "moduleId", l.slug, l.status, l.position,
        (select r.content from lesson_revisions r where r.lesson_id = l.id order by r.number desc limit 1) as content`,
      from: "from lessons l join tracks t on t.id = l.track_id where t.organization_id = ?",
      key: "l.id",
      page: 20,
    }),
    {
      name: "track-files",
      description: "Pictures and attachments of lessons, in a folder for each track.",
      count: (reader) => countOf(reader, FILES),
      async *files(reader) {
        const select = `f.id, t.slug, f.file_name as name, f.renditions -> -1 ->> 'key' as key, f.created_at as at`;
        const list = { select, from: FILES, key: "f.id" };
        for await (const { id, slug, name, key, at } of pagesOf<{ id: string; slug: string; name: string; key: string; at: Date }>(
          reader,
          list,
        ))
          yield { path: `${slug}/${id}/${name}`, content: () => reader.storage.read(key), changedAt: at };
      },
    },
    listOfRows({
      name: "enrollments",
      description: "Who is enrolled in tracks.",
      select: `e.id, t.slug as track, u.username, e.enrolled_at as "enrolledAt", e.completed_at as "completedAt"`,
      from: "from enrollments e join tracks t on t.id = e.track_id join users u on u.id = e.user_id where t.organization_id = ?",
      key: "e.id",
      table: ["track", "username", "enrolledAt", "completedAt"],
    }),
  ],
  erasures: [
    statement(
      "public tracks of the organization",
      `update tracks set organization_id = null, updated_at = now() where id = any(array(
         select id from tracks where organization_id = ? and visibility = 'PUBLIC' limit 500))`,
    ),
    {
      name: "private tracks of the organization",
      async step(em, organizationId) {
        const sql = `select id from tracks where organization_id = ? order by id limit ${BATCH} for update`;
        const found = await rows<{ id: string }>(em, sql, [organizationId]);
        for (const { id } of found) await removeOrEmpty(em, id);
        return found.length;
      },
    },
  ],
};

/** Certificates belong to learners: they stay, with a track that has nothing left. The sweeper removes objects of files. */
async function removeOrEmpty(em: EntityManager, id: string): Promise<void> {
  try {
    await savepoint(em, (inner) => inner.execute("delete from tracks where id = ?", [id]));
  } catch (error) {
    if (violatedReference(error) === null) throw error;
    await em.execute(
      `update tracks set title = 'Deleted track', slug = 'deleted-' || id, summary = '', description = '', translations = default,
         status = 'ARCHIVED', organization_id = null, visibility = 'PUBLIC', updated_at = now() where id = ?`,
      [id],
    );
    for (const table of ["track_modules", "track_files", "track_co_authors", "enrollments"])
      await em.execute(`delete from ${table} where track_id = ?`, [id]);
  }
}
