/** Files of an archive from its content. Heads are YAML, without what has its default. */
import { writeYaml } from "../../../../judge/packages/yaml.js";
import type { Translations } from "../../../../kernel/locales.js";
import type { ArchivedAssignment, ArchivedLesson, ArchivedMaterial, ArchivedModule, TrackArchive } from "./archive-format.js";
import { writeBlocks } from "./lesson-markdown.js";

export interface TextFile {
  path: string;
  content: string;
}

/** Without `files/`. */
export function* writeTrack(track: Omit<TrackArchive, "files">): Generator<TextFile> {
  const { slug, locale, title, summary, difficulty, premium, subject, requires, modules } = track;
  const head = {
    slug,
    locale,
    title,
    summary,
    difficulty,
    premium: premium || null,
    subject,
    requires,
    modules: modules.map((module) => module.slug),
  };
  yield { path: "track.md", content: written(head, track.description) };
  yield* translated("track", track.translations, ({ description, ...text }) => written(text, description));
  for (const module of modules) yield* writeModule(module);
}

function* writeModule(module: ArchivedModule): Generator<TextFile> {
  const { slug, title, summary, lessons, assignments, materials } = module;
  const folder = `modules/${slug}`;
  const names = { lessons: lessons.map((lesson) => lesson.slug), assignments: assignments.map(({ name }) => name) };
  yield { path: `${folder}/module.md`, content: written({ title, summary, ...names, materials: materials.map(shortened) }, "") };
  yield* translated(`${folder}/module`, module.translations, (text) => written({ ...text }, ""));
  for (const lesson of lessons) yield* writeLesson(`${folder}/${lesson.slug}`, lesson);
  for (const assignment of assignments) yield* writeAssignment(`${folder}/assignments/${assignment.name}`, assignment);
}

function* writeLesson(stem: string, lesson: ArchivedLesson): Generator<TextFile> {
  const { title, summary, difficulty, minutes, freePreview, topics, requires, materials } = lesson;
  const head = {
    title,
    summary,
    difficulty,
    minutes,
    freePreview: freePreview || null,
    topics,
    requires,
    materials: materials.map(shortened),
  };
  yield { path: `${stem}.md`, content: written(head, writeBlocks(lesson.blocks)) };
  yield* translated(stem, lesson.translations, ({ blocks, ...text }) => written({ ...text }, writeBlocks(blocks)));
}

function* writeAssignment(stem: string, assignment: ArchivedAssignment): Generator<TextFile> {
  const { title, kind, minutes, problems, instructions } = assignment;
  yield { path: `${stem}.md`, content: written({ title, kind, minutes, problems }, instructions) };
  yield* translated(stem, assignment.translations, (text) => written({ title: text.title }, text.instructions));
}

function* translated<T>(stem: string, translations: Translations<T>, write: (text: T) => string): Generator<TextFile> {
  for (const [locale, text] of Object.entries(translations)) yield { path: `${stem}.${locale}.md`, content: write(text) };
}

const shortened = ({ description, translations, ...material }: ArchivedMaterial) => ({
  ...material,
  ...(description !== "" && { description }),
  ...(Object.keys(translations).length > 0 && { translations }),
});

function written(head: Record<string, unknown>, body: string): string {
  const present = Object.entries(head).filter(([, value]) => value !== null && value !== undefined && value !== "" && !isEmptyList(value));
  const yaml = writeYaml(Object.fromEntries(present));
  return `---\n${yaml}---\n${body === "" ? "" : `\n${body.trimEnd()}\n`}`;
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
