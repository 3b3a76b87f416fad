/** Reads a track from files: `track.md`, `modules/<slug>/module.md`, lessons and assignments beside it, and `files/`. */
import type * as z from "zod";
import type { Findings } from "../../../../judge/packages/package-faults.js";
import { PackageFiles, readText, type PackageFile } from "../../../../judge/packages/package-files.js";
import { valuesOf } from "../../../../judge/packages/yaml.js";
import { TRANSLATIONS_MAX } from "../../../../kernel/translations.js";
import { BLOCKS_MAX, DESCRIPTION_MAX } from "../limits.js";
import type { Translations } from "../../../../kernel/locales.js";
import type { ModuleText } from "../modules/track-module.entity.js";
import {
  ASSIGNMENT,
  LESSON,
  locale,
  MODULE,
  texts,
  title,
  TRACK,
  type ArchivedAssignment,
  type ArchivedLesson,
  type ArchivedModule,
  type TrackArchive,
} from "./archive-format.js";
import { readBlocks, splitHead, type ArchivedBlock } from "./lesson-markdown.js";

interface Source {
  files: PackageFiles;
  findings: Findings;
}

/** The files by their paths beside `track.md`. Null, with a fault, without one. */
export function filesOfTrack(all: readonly PackageFile[], findings: Findings): PackageFiles | null {
  const heads = all.filter(({ path }) => /^([^/]+\/)?track\.md$/.test(path));
  if (heads.length !== 1) {
    findings.fault("FORMAT_UNKNOWN", null, "The archive needs one `track.md`, at its top or in its only folder.");
    return null;
  }
  const folder = heads[0]!.path.slice(0, -"track.md".length).replace(/\/$/, "");
  return folder === "" ? new PackageFiles(all) : new PackageFiles(all).from(folder);
}

/** Records all that is wrong with it; the result is of use only if there are no faults. Null without a `track.md`. */
export async function readTrackArchive(all: readonly PackageFile[], findings: Findings): Promise<TrackArchive | null> {
  const files = filesOfTrack(all, findings);
  if (!files) return null;
  const source: Source = { files, findings };
  const head = await document(source, "track.md", TRACK);
  if (!head) return null;
  const { values, body } = head;
  expectFields(source, "track.md", values, ["slug", "title", "difficulty"]);
  const translated = await translations(source, "track", texts, values.locale ?? "en");
  const modules: ArchivedModule[] = [];
  for (const name of values.modules ?? []) modules.push(await readModule(source, name, values.locale ?? "en"));
  expectDistinct(source, modules);
  return {
    ...{ slug: values.slug ?? "", title: values.title ?? "", summary: values.summary ?? "", description: prose(source, "track.md", body) },
    ...{
      locale: values.locale ?? "en",
      difficulty: values.difficulty ?? "EASY",
      premium: values.premium ?? null,
      subject: values.subject ?? null,
    },
    requires: values.requires ?? [],
    translations: mapped(translated, ({ values: text, body: description, path }) => ({
      ...textOf(text),
      description: prose(source, path, description),
    })),
    modules,
    files: new Map(source.files.below("files").map((file) => [file.path.slice("files/".length), file])),
  };
}

async function readModule(source: Source, name: string, own: string): Promise<ArchivedModule> {
  const folder = `modules/${name}`;
  const path = `${folder}/module.md`;
  const values = (await document(source, path, MODULE))?.values ?? {};
  expectFields(source, path, values, ["title"]);
  const lessons: ArchivedLesson[] = [];
  for (const lesson of values.lessons ?? []) lessons.push(await readLesson(source, `${folder}/${lesson}`, lesson, own));
  const assignments: ArchivedAssignment[] = [];
  for (const one of values.assignments ?? []) assignments.push(await readAssignment(source, `${folder}/assignments/${one}`, one, own));
  const translated = await translations(source, `${folder}/module`, texts, own);
  const unused = source.files.below(folder).filter(({ path: file }) => {
    const stem = /^(.*?)(\.[A-Za-z-]+)?\.md$/.exec(file.slice(folder.length + 1))?.[1] ?? "";
    const known = ["module", ...(values.lessons ?? []), ...(values.assignments ?? []).map((one) => `assignments/${one}`)];
    return !known.includes(stem);
  });
  for (const file of unused) source.findings.note(file.path, "It is not listed in `module.md` and was not used.");
  return {
    ...{ path, slug: name, ...textOf(values), materials: values.materials ?? [], assignments, lessons },
    translations: mapped(translated, ({ values: text }) => textOf(text)),
  };
}

async function readLesson(source: Source, stem: string, name: string, own: string): Promise<ArchivedLesson> {
  const path = `${stem}.md`;
  const { values, body } = (await document(source, path, LESSON)) ?? { values: {}, body: "" };
  expectFields(source, path, values, ["title"]);
  const translated = await translations(source, stem, texts, own);
  return {
    ...{ path, slug: name, ...textOf(values), blocks: blocks(source, path, body), difficulty: values.difficulty ?? null },
    freePreview: values.freePreview ?? null,
    ...{ minutes: values.minutes ?? null, topics: values.topics ?? [], requires: values.requires ?? [], materials: values.materials ?? [] },
    translations: mapped(translated, ({ values: text, body: content, path: file }) => ({
      ...textOf(text),
      blocks: blocks(source, file, content),
    })),
  };
}

async function readAssignment(source: Source, stem: string, name: string, own: string): Promise<ArchivedAssignment> {
  const path = `${stem}.md`;
  const { values, body } = (await document(source, path, ASSIGNMENT)) ?? { values: {}, body: "" };
  expectFields(source, path, values, ["title", "kind"]);
  const translated = await translations(source, stem, { title }, own);
  const kind = values.kind ?? "TASK";
  const instructions = prose(source, path, body);
  const problems = values.problems ?? [];
  if (kind === "TASK" && instructions === "") source.findings.fault("VALUE_INVALID", path, "A task needs instructions.");
  if ((kind === "PROBLEMS") === (problems.length === 0))
    source.findings.fault("VALUE_INVALID", path, "`problems`: an assignment of the kind PROBLEMS has at least one, a TASK has none.");
  return {
    ...{ path, name, kind, title: values.title ?? "", instructions, minutes: values.minutes ?? null, problems },
    translations: mapped(translated, ({ values: text, body: content, path: file }) => ({
      title: text.title ?? "",
      instructions: prose(source, file, content),
    })),
  };
}

interface Document<Shape extends z.ZodRawShape> {
  path: string;
  values: { [Key in keyof Shape]?: z.output<Shape[Key]> };
  body: string;
}

/** Null, with a fault, if the file is missing or can't be read. */
async function document<Shape extends z.ZodRawShape>(
  { files, findings }: Source,
  path: string,
  shape: Shape,
): Promise<Document<Shape> | null> {
  const file = files.get(path);
  if (!file) {
    findings.fault("FILE_MISSING", path, "The file is missing.");
    return null;
  }
  const text = await readText(file, findings);
  const parts = text === null ? null : splitHead(text, path, findings);
  return parts && { path, values: valuesOf(shape, parts.head, path, findings), body: parts.body };
}

/** Files `<stem>.<locale>.md`, by language. */
async function translations<Shape extends z.ZodRawShape>(
  source: Source,
  stem: string,
  shape: Shape,
  own: string,
): Promise<Map<string, Document<Shape>>> {
  const found = new Map<string, Document<Shape>>();
  const { files, findings } = source;
  for (const { path } of files.all.filter((file) => file.path.startsWith(`${stem}.`))) {
    const tag = /^\.([A-Za-z0-9-]+)\.md$/.exec(path.slice(stem.length))?.[1];
    if (tag === undefined) continue;
    if (!locale.safeParse(tag).success || tag === own)
      findings.fault("VALUE_INVALID", path, "The name must have the tag of another language, such as `de`.");
    const read = await document(source, path, shape);
    if (read) expectFields(source, path, read.values, ["title"]);
    if (read) found.set(tag, read);
  }
  if (found.size > TRANSLATIONS_MAX) findings.fault("VALUE_INVALID", `${stem}.md`, `There are at most ${TRANSLATIONS_MAX} translations.`);
  return found;
}

const mapped = <D, T>(all: Map<string, D>, map: (one: D) => T): Translations<T> =>
  Object.fromEntries([...all].map(([tag, one]) => [tag, map(one)]));

const textOf = (values: Partial<ModuleText>): ModuleText => ({ title: values.title ?? "", summary: values.summary ?? "" });

function prose({ findings }: Source, path: string, body: string): string {
  const text = body.trim();
  if (text.length > DESCRIPTION_MAX) findings.fault("VALUE_INVALID", path, `The text has at most ${DESCRIPTION_MAX} characters.`);
  return text;
}

function blocks({ findings }: Source, path: string, body: string): ArchivedBlock[] {
  const found = readBlocks(body, path, findings);
  if (found.length > BLOCKS_MAX) findings.fault("VALUE_INVALID", path, `A lesson has at most ${BLOCKS_MAX} blocks.`);
  return found.slice(0, BLOCKS_MAX);
}

function expectFields({ findings }: Source, path: string, values: object, names: readonly string[]): void {
  // A value that is there but wrong has a fault of its own.
  const missing = names.filter((name) => !(name in values));
  if (missing.length > 0 && findings.faults.every((fault) => fault.path !== path))
    findings.fault("VALUE_INVALID", path, `Required in the head: ${missing.join(", ")}.`);
}

/** Lessons are named within the track, and require each other without a cycle. */
function expectDistinct({ findings }: Source, modules: readonly ArchivedModule[]): void {
  const lessons = modules.flatMap((module) => module.lessons);
  const bySlug = new Map<string, ArchivedLesson>();
  for (const lesson of lessons) {
    if (bySlug.has(lesson.slug)) findings.fault("VALUE_INVALID", lesson.path, "Another module has a lesson of this name.");
    bySlug.set(lesson.slug, lesson);
  }
  for (const { path, requires } of lessons) {
    const unknown = requires.filter((name) => !bySlug.has(name));
    if (unknown.length > 0) findings.fault("VALUE_INVALID", path, `\`requires\`: there is no lesson ${unknown.join(", ")}.`);
  }
  const done = new Set<string>();
  const under = new Set<string>();
  const visit = (name: string): boolean => {
    if (done.has(name)) return true;
    if (under.has(name)) return false;
    under.add(name);
    const fine = (bySlug.get(name)?.requires ?? []).every(visit);
    under.delete(name);
    done.add(name);
    return fine;
  };
  for (const { slug: name, path } of lessons) if (!visit(name)) findings.fault("VALUE_INVALID", path, "`requires` has a cycle.");
}
