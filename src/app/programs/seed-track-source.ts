import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { inRoot } from "../../config/paths.js";
import type { PackageFile } from "../../judge/packages/package-files.js";
import type { SeedFolder } from "../../modules/learning/content/seeding/seed-track.js";
import type { CreateSubjectInput } from "../../modules/learning/content/subjects/subject.type.js";
import type { SeedQuizFile } from "../../modules/learning/quizzes/seeding/seed-quiz.js";

const SEED = inRoot("seed");

export async function readSeedSubjects(): Promise<CreateSubjectInput[]> {
  return JSON.parse(await readFile(join(SEED, "subjects.json"), "utf8")) as CreateSubjectInput[];
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** seed/quizzes/<slug>.yaml, sorted by slug. */
export async function readSeedQuizzes(): Promise<SeedQuizFile[]> {
  const names = (await readdir(join(SEED, "quizzes"))).filter((name) => name.endsWith(".yaml")).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(SEED, "quizzes", name), "utf8");
      return { slug: name.slice(0, -".yaml".length), sha256: sha256(text), text };
    }),
  );
}

/** seed/tracks/<slug>/, sorted by slug. */
export async function readSeedTracks(): Promise<SeedFolder[]> {
  const slugs = (await readdir(join(SEED, "tracks"), { withFileTypes: true })).filter((one) => one.isDirectory()).map(({ name }) => name);
  return Promise.all(slugs.sort().map((slug) => readSeedTrack(slug)));
}

async function readSeedTrack(slug: string): Promise<SeedFolder> {
  const folder = join(SEED, "tracks", slug);
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const paths = entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name).slice(folder.length + 1));
  const contents = await Promise.all(paths.sort().map(async (path) => ({ path, content: await readFile(join(folder, path)) })));
  const hash = createHash("sha256");
  for (const { path, content } of contents) hash.update(`\0${path}\0${content.length}\0`).update(content);
  return { slug, sha256: hash.digest("hex"), files: contents.map(({ path, content }) => inMemory(path, content)) };
}

function inMemory(path: string, content: Buffer): PackageFile {
  return {
    path,
    sizeBytes: content.length,
    async *read() {
      yield await Promise.resolve(content);
    },
  };
}
