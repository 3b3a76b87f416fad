import type { SignedIn } from "../../access/viewer.js";
import { SeededProblem } from "../../modules/practice/problems/edits/seeded-problem.entity.js";
import { Problem } from "../../modules/practice/problems/problem.entity.js";
import { rows } from "../../platform/database/database.js";
import type { Application } from "../compose.js";
import type { Platform } from "../../platform/platform.js";
import { seedDemoAccounts, systemAuthor } from "./seed-accounts.js";
import { seedCommunity } from "./seed-community.js";
import { seedForum } from "./seed-forum.js";
import { seedProducts } from "./seed-products.js";
import { seedTracks } from "./seed-tracks.js";
import { readSeedProblems, readSeedTopics, type SeedProblem, type SeedTopic } from "./seed-source.js";

/**
 * Loads topics, plans, problems, quizzes, tracks and the forum of seed/ into the database: topics, plans, problems and the forum through the
 * services of the API, tracks as an import of an archive writes them, quizzes with statements of their own. Safe to repeat:
 * - An existing topic is not changed.
 * - A problem whose folder has not changed is skipped before its tests are generated.
 * - A problem that was edited through the API after seeding, or that the seed did not create, is never written.
 *   The folder's changes are then skipped, and a line reports it.
 */
export async function seed(
  platform: Platform,
  application: Application,
  options: { demoAccounts: boolean },
  print: (line: string) => void,
): Promise<void> {
  if (options.demoAccounts) print(`demo accounts: ${await seedDemoAccounts(platform, application.services.users)} new`);
  const author = await systemAuthor(platform);
  print(`topics: ${await seedTopics(platform, application)} new`);
  print(`plans: ${await seedProducts(platform, application.services.products)} new`);
  await seedProblems(platform, application, author, print);
  await seedTracks(platform, application, author, print);
  print(`forum categories: ${await seedForum(platform, application, author)} new`);
  if (!options.demoAccounts) return;
  const { assessments, interviews } = await seedCommunity(platform, application);
  print(`demo assessments: ${assessments} new`);
  print(`demo interviews: ${interviews} new`);
}

async function seedTopics({ db }: Platform, { services: { topics } }: Application): Promise<number> {
  const known = new Set((await rows<{ slug: string }>(db.em.fork(), "select slug from topics")).map(({ slug }) => slug));
  let made = 0;
  const plant = async (siblings: readonly SeedTopic[], parent: string | null): Promise<void> => {
    for (const [position, { children, ...topic }] of siblings.entries()) {
      if (!known.has(topic.slug)) {
        await topics.create(null, { ...topic, parent, position }, "");
        made++;
      }
      await plant(children, topic.slug);
    }
  };
  await plant(await readSeedTopics(), null);
  return made;
}

interface Known {
  id: string;
  slug: string;
  authorId: string;
  folderSha256: string | null;
  isEdited: boolean;
  latestRevision: number;
}

async function seedProblems(platform: Platform, application: Application, author: SignedIn, print: (line: string) => void): Promise<void> {
  const found = await rows<Known>(
    platform.db.em.fork(),
    `select p.id, p.slug, p.author_id as "authorId", s.folder_sha256 as "folderSha256",
       coalesce(s.problem_updated_at <> p.updated_at, false) as "isEdited", p.latest_revision as "latestRevision"
     from problems p left join seeded_problems s on s.problem_id = p.id`,
  );
  const bySlug = new Map(found.map((problem) => [problem.slug, problem]));
  const outcome = { new: 0, updated: 0, unchanged: 0 };
  for (const source of await readSeedProblems()) {
    const known = bySlug.get(source.slug);
    if (known?.folderSha256 === source.sha256) {
      outcome.unchanged++;
    } else if (known?.isEdited) {
      print(`${source.slug}: not changed, because it was edited after seeding`);
    } else if (known && known.authorId !== author.id) {
      print(`${source.slug}: not changed, because another account created a problem with this name`);
    } else {
      await writeProblem(platform, application, author, source, known);
      outcome[known ? "updated" : "new"]++;
    }
  }
  print(`problems: ${outcome.new} new, ${outcome.updated} updated, ${outcome.unchanged} unchanged`);
}

/** Deletes the record of the seeded state first and writes it last, so the next run repairs an interrupted one. */
async function writeProblem(
  { db }: Platform,
  { services: { problems } }: Application,
  author: SignedIn,
  source: SeedProblem,
  known: Known | undefined,
): Promise<void> {
  const em = db.em.fork();
  if (known) await em.nativeDelete(SeededProblem, { problem: known.id });
  const { languageLimits = {}, ...fields } = await source.readText();
  const limits = Object.entries(languageLimits).map(([language, limit]) => ({ language, ...limit }));
  const input = { ...fields, slug: source.slug, languageLimits: limits };
  const problem = known
    ? await problems.update(author, { ...input, id: known.id, expectedRevision: known.latestRevision })
    : await problems.create(author, input);
  const { status } = await problems.setTests(author, problem.id, await source.makeTests(), { publish: true });
  const { updatedAt } =
    status === "DRAFT" ? await problems.publish(author, problem.id) : await problems.read(db.em.fork(), author, problem);
  await em.upsert(SeededProblem, {
    problem: em.getReference(Problem, problem.id),
    folderSha256: source.sha256,
    problemUpdatedAt: updatedAt,
  });
}
