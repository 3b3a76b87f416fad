import { createHash } from "node:crypto";
import { access, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CheckerParameters } from "../../judge/checkers/parameters.js";
import type { CreateProblemInput } from "../../modules/practice/problems/edits/problem-edit.type.js";
import type { LanguageLimits } from "../../modules/practice/problems/edits/problem-limits.js";
import type { Difficulty } from "../../modules/practice/problems/problem.entity.js";
import { inRoot } from "../../config/paths.js";

const SEED = inRoot("seed");

export interface SeedTopic {
  slug: string;
  name: string;
  icon: string;
  description: string;
  children: SeedTopic[];
}

/** problem.json of a seed folder. */
interface SeedProblemFields {
  title: string;
  difficulty: Difficulty;
  topics: string[];
  tags: string[];
  hints: string[];
  timeLimitMs: number;
  memoryLimitKb: number;
  languageLimits?: LanguageLimits;
  checker?: string;
  checkerParameters?: CheckerParameters;
  /** Of a function problem. */
  signature?: CreateProblemInput["signature"];
  /** Markdown. */
  constraints?: string;
}

export interface SeedTest {
  name: string;
  sample: boolean;
  input: string;
  output: string;
  explanation?: string;
}

/** A folder of seed/problems; its name is the slug. */
export interface SeedProblem {
  slug: string;
  /** SHA-256 of everything that defines the problem: its texts, and the programs that generate its tests. */
  sha256: string;
  readText(): Promise<SeedProblemFields & { statement: string; explanation: string }>;
  /** Runs the folder's generator. The same files generate the same tests on every machine. */
  makeTests(): Promise<SeedTest[]>;
}

export async function readSeedTopics(): Promise<SeedTopic[]> {
  return JSON.parse(await readFile(join(SEED, "topics.json"), "utf8")) as SeedTopic[];
}

const FILES = ["problem.json", "statement.md", "explanation.md", "data.mjs"] as const;

/** All seed problems, sorted by slug. Only hashes their files; reading and generating is done on demand. */
export async function readSeedProblems(): Promise<SeedProblem[]> {
  const shared = await readFile(join(SEED, "prng.mjs"));
  const problems = join(SEED, "problems");
  const folders = (await readdir(problems)).sort();
  const found = await Promise.all(folders.map((slug) => readProblem(join(problems, slug), slug, shared)));
  return found.filter((problem) => problem !== null);
}

async function readProblem(folder: string, slug: string, shared: Buffer): Promise<SeedProblem | null> {
  const isProblem = await access(join(folder, "problem.json")).then(
    () => true,
    () => false,
  );
  if (!isProblem) return null;
  const contents = await Promise.all(FILES.map((file) => readFile(join(folder, file))));
  const hash = createHash("sha256").update(shared);
  for (const content of contents) hash.update(`\0${content.length}\0`).update(content);
  return {
    slug,
    sha256: hash.digest("hex"),
    async readText() {
      const [fields, statement, explanation] = contents.map(String) as [string, string, string];
      return { ...(JSON.parse(fields) as SeedProblemFields), statement, explanation };
    },
    async makeTests() {
      const data = (await import(pathToFileURL(join(folder, "data.mjs")).href)) as { tests(): Iterable<SeedTest> };
      return [...data.tests()];
    },
  };
}
