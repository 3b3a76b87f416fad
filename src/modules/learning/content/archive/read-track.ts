/** Content of a track as an archive has it: the latest revision of each lesson that is not archived. A handful of statements. */
import { rows, type EntityManager } from "../../../../platform/database/database.js";
import type { AssignmentKind, AssignmentText } from "../assignments/assignment.entity.js";
import { problemIdsIn, quizIdsIn } from "../blocks/block.js";
import { contentFrom, type LessonContent } from "../lessons/lesson-content.js";
import type { Translations } from "../../../../kernel/locales.js";
import type { MaterialKind, MaterialText } from "../materials/material.entity.js";
import type { ModuleText } from "../modules/track-module.entity.js";
import type { Rendition } from "../../../base/storage/stored-file.entity.js";
import { Track } from "../tracks/track.entity.js";
import { archivedBlocks } from "./archive-blocks.js";
import type { ArchivedMaterial, TrackArchive } from "./archive-format.js";

export interface ExportedFile {
  /** In the archive, unique. */
  name: string;
  fileName: string;
  contentType: string;
  /** Smallest first. */
  renditions: Rendition[];
}

export interface ExportedTrack {
  archive: Omit<TrackArchive, "files">;
  files: ExportedFile[];
  /** Of the quizzes in blocks. */
  quizIds: string[];
}

export async function readTrackForExport(em: EntityManager, trackId: string): Promise<ExportedTrack> {
  const track = await em.findOneOrFail(Track, { id: trackId }, { populate: ["subject"] });
  const read = <T extends object>(sql: string) => rows<T>(em, sql, [trackId]);
  const modules = await read<ModuleText & { id: string; slug: string; translations: Translations<ModuleText> }>(
    "select id, slug, title, summary, translations from track_modules where track_id = ? order by position",
  );
  const lessons = await read<{ id: string; moduleId: string; slug: string; freePreview: boolean; content: LessonContent }>(
    `select l.id, l.module_id as "moduleId", l.slug, l.free_preview as "freePreview", r.content from lessons l
     join lesson_revisions r on r.lesson_id = l.id and r.number = l.latest_revision
     where l.track_id = ? and l.status <> 'ARCHIVED' order by l.position`,
  );
  const files = await read<{ id: string; fileName: string; contentType: string; renditions: Rendition[] }>(
    `select id, file_name as "fileName", content_type as "contentType", renditions from track_files where track_id = ? order by id`,
  );
  const names = namesOf(files);
  const topics = new Map((await rows<{ id: string; slug: string }>(em, "select id, slug from topics")).map(({ id, slug }) => [id, slug]));
  const blocks = lessons.flatMap(({ content }) => [content, ...Object.values(content.translations)].flatMap((text) => text.blocks));
  const problems = await slugsById(em, "problems", problemIdsIn(blocks));
  const quizzes = await slugsById(em, "quizzes", quizIdsIn(blocks));
  const requires = await read<{ lessonId: string; slug: string }>(
    `select p.lesson_id as "lessonId", l.slug from lesson_prerequisites p join lessons l on l.id = p.requires_id
     where l.track_id = ? and l.status <> 'ARCHIVED' order by l.slug`,
  );
  const tracks = await read<{ slug: string }>(
    "select t.slug from track_prerequisites p join tracks t on t.id = p.requires_id where p.track_id = ? order by t.slug",
  );
  const materials = await rows<{
    parentId: string;
    kind: MaterialKind;
    title: string;
    description: string;
    translations: Translations<MaterialText>;
    fileId: string | null;
    url: string | null;
  }>(
    em,
    `select coalesce(x.module_id, x.lesson_id) as "parentId", x.kind, x.title, x.description, x.translations, x.file_id as "fileId", x.url from materials x
     where x.module_id in (select id from track_modules where track_id = ?) or x.lesson_id in (select id from lessons where track_id = ?)
     order by x.position`,
    [trackId, trackId],
  );
  const assignments = await read<
    AssignmentText & {
      moduleId: string;
      kind: AssignmentKind;
      translations: Translations<AssignmentText>;
      minutes: number;
      problems: string[];
    }
  >(
    `select a.module_id as "moduleId", a.kind, a.title, a.instructions, a.translations, a.estimated_minutes as minutes,
       array(select p.slug from assignment_problems ap join problems p on p.id = ap.problem_id where ap.assignment_id = a.id order by ap.place) as problems
     from assignments a join track_modules m on m.id = a.module_id where m.track_id = ? order by a.position`,
  );
  const materialsOf = (parentId: string): ArchivedMaterial[] =>
    materials
      .filter((one) => one.parentId === parentId)
      .map(({ kind, title, description, translations, fileId, url }) => ({
        ...{ kind, title, description, translations },
        ...(fileId === null ? { url: url! } : { file: names.get(fileId)! }),
      }));
  const blocksOf = ({ blocks }: Pick<LessonContent, "blocks">) => archivedBlocks(blocks, { files: names, problems, quizzes });
  const lessonOf = ({ id, slug, freePreview, content: stored }: (typeof lessons)[number]) => {
    const content = contentFrom(stored);
    const { title, summary, difficulty, estimatedMinutes, translations } = content;
    return {
      ...{ path: "", slug, title, summary, difficulty, minutes: estimatedMinutes, freePreview, blocks: blocksOf(content) },
      topics: content.topics.flatMap((topicId) => topics.get(topicId) ?? []),
      requires: requires.filter(({ lessonId }) => lessonId === id).map((one) => one.slug),
      materials: materialsOf(id),
      translations: Object.fromEntries(
        Object.entries(translations).map(([locale, text]) => [
          locale,
          { title: text.title, summary: text.summary, blocks: blocksOf(text) },
        ]),
      ),
    };
  };
  const { slug, locale, title, summary, description, difficulty, premium, translations, subject } = track;
  return {
    archive: {
      ...{ slug, locale, title, summary, description, difficulty, premium, translations },
      subject: subject?.unwrap().slug ?? null,
      requires: tracks.map((one) => one.slug),
      modules: modules.map(({ id, ...module }) => ({
        ...module,
        path: "",
        materials: materialsOf(id),
        assignments: assignments
          .filter(({ moduleId }) => moduleId === id)
          .map(({ moduleId: _, ...one }, at) => ({ ...one, path: "", name: `assignment-${at + 1}` })),
        lessons: lessons.filter(({ moduleId }) => moduleId === id).map(lessonOf),
      })),
    },
    quizIds: [...quizzes.keys()],
    files: files.map(({ id, ...file }) => ({ name: names.get(id)!, ...file })),
  };
}

/** Names below files/, each once: two files of a track may have the same name. */
function namesOf(files: readonly { id: string; fileName: string }[]): Map<string, string> {
  const taken = new Set<string>();
  return new Map(
    files.map(({ id, fileName }) => {
      const name = taken.has(fileName.toLowerCase()) ? `${id.slice(-6)}-${fileName}`.slice(0, 200) : fileName;
      taken.add(name.toLowerCase());
      return [id, name];
    }),
  );
}

async function slugsById(em: EntityManager, table: "problems" | "quizzes", ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await rows<{ id: string; slug: string }>(em, `select id, slug from ${table} where id in (?)`, [ids]);
  return new Map(found.map(({ id, slug }) => [id, slug]));
}
