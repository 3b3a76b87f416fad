// Topics, problems and their tests. The test data itself is not in the object storage, so generated problems cannot be judged again.
import { readFileSync } from "node:fs";
import { NEW_CONTENT } from "../../../dist/modules/practice/problems/edits/problem-content.js";
import { inRoot } from "../paths.mjs";
import { wordArray } from "./table-writer.mjs";
import { DAY_MS } from "./times.mjs";
import { markdown, sentence, slugOf, title } from "./words.mjs";

/** The topics of seed/; those that the database has already are used as they are. */
export async function makeTopics(client, random, writer, startMs) {
  const { rows } = await client.query("select id, slug from topics");
  const known = new Map(rows.map(({ slug, id }) => [slug, id]));
  const made = [];
  const plant = (siblings, parentId) => {
    for (const [position, { slug, name, icon, description, children }] of siblings.entries()) {
      const id = known.get(slug) ?? random.id(startMs);
      if (!known.has(slug))
        writer.add("topics", id, slug, name, icon, description, parentId, position, new Date(startMs), new Date(startMs));
      made.push(id);
      plant(children, id);
    }
  };
  plant(JSON.parse(readFileSync(inRoot("seed", "topics.json"), "utf8")), null);
  return made;
}

/** Log odds of a rejected attempt of an average learner. */
const HARDNESS = { EASY: -0.2, MEDIUM: 0.7, HARD: 1.6 };
const TAGS = ["arrays", "bits", "graphs", "greedy", "hashing", "loops", "math", "recursion", "search", "simulation", "sorting", "strings"];

/** `{ id, title, topicIds, difficulty, hardness, feedback, isOpen, testSetId, tests, timeLimitMs, publishedMs }`, most popular first. */
export function makeProblems(random, writer, { problems, topics, people, startMs, untilMs }) {
  const authors = people.filter(({ role }) => role === "INSTRUCTOR");
  const made = [];
  for (let index = 0; index < problems; index++) {
    // The first third exists from the start, the others are published over time; drafts and archived ones are rare.
    const createdMs =
      index % 3 === 0 ? startMs + random.int(0, DAY_MS) : startMs + random.int(DAY_MS, Math.floor((untilMs - startMs) * 0.9));
    const status = index % 40 === 37 ? "DRAFT" : index % 60 === 58 ? "ARCHIVED" : "PUBLISHED";
    const publishedMs = status === "DRAFT" ? null : createdMs + 3_600_000;
    const difficulty = random.pick(["EASY", "EASY", "EASY", "MEDIUM", "MEDIUM", "HARD"]);
    const feedback = random.pick([
      "VERDICT",
      "VERDICT",
      "VERDICT",
      "VERDICT",
      "FIRST_DIFFERENCE",
      "EVERYTHING",
      "VERDICT",
      "VERDICT",
      "VERDICT",
      index % 20 === 7 ? "NOTHING" : "VERDICT",
    ]);
    const topicIds = random
      .shuffle([...topics])
      .slice(0, random.int(1, 3))
      .sort();
    const author = random.pick(authors);
    const text = title(random);
    const [id, testSetId, tests, timeLimitMs] = [
      random.id(createdMs),
      random.id(createdMs + 1000),
      random.int(6, 20),
      random.pick([1000, 1000, 2000, 3000]),
    ];
    const tags = random.shuffle([...TAGS]).slice(0, random.int(1, 4));
    const content = {
      ...NEW_CONTENT,
      ...{
        title: text,
        statement: markdown(random, random.int(4, 12)),
        constraints: `$1 \\le n \\le 10^${random.int(3, 6)}$`,
        explanation: markdown(random, 3),
      },
      ...{ difficulty, topics: topicIds, tags, hints: [sentence(random), sentence(random)], timeLimitMs, feedback },
    };
    const { statement, constraints, explanation, hints, memoryLimitKb, checker, languageLimits } = content;
    const created = new Date(createdMs);
    writer.add(
      "problems",
      id,
      slugOf(text, index),
      text,
      statement,
      constraints,
      explanation,
      difficulty,
      wordArray(tags),
      wordArray(hints),
      timeLimitMs,
      memoryLimitKb,
      languageLimits,
      checker,
      feedback,
      status,
      author.id,
      created,
      created,
      publishedMs && new Date(publishedMs),
    );
    for (const topicId of topicIds) writer.add("problem_topics", id, topicId);
    if (index % 10 === 3) {
      const other = authors[(authors.indexOf(author) + 1) % authors.length];
      if (other !== author) writer.add("problem_co_authors", id, other.id, created);
    }
    writer.add("problem_revisions", random.id(createdMs), id, 1, content, wordArray(Object.keys(content)), "", author.id, created);
    writeTestSet(random, writer, { id: testSetId, problemId: id, tests, author, createdMs: createdMs + 1000 });
    made.push({
      id,
      title: text,
      topicIds,
      difficulty,
      hardness: HARDNESS[difficulty] + random.real() - 0.5,
      feedback,
      isOpen: status !== "DRAFT",
      testSetId,
      tests,
      timeLimitMs,
      publishedMs,
    });
  }
  return made;
}

export const SAMPLES = 2;

function writeTestSet(random, writer, { id, problemId, tests, author, createdMs }) {
  const samples = Array.from({ length: SAMPLES }, (_, index) => ({
    name: `sample/${index + 1}`,
    input: `${index + 3}\n1 2 3\n`,
    output: "6\n",
    explanation: "",
  }));
  const summaries = Array.from({ length: tests }, (_, index) => ({
    name: index < SAMPLES ? samples[index].name : `secret/${String(index).padStart(2, "0")}`,
    sample: index < SAMPLES,
    inputBytes: random.int(8, 100_000),
    outputBytes: random.int(2, 1000),
    inputChecksum: random.hex(64),
    outputChecksum: random.hex(64),
  }));
  const size = summaries.reduce((sum, { inputBytes, outputBytes }) => sum + inputBytes + outputBytes, 0);
  writer.add("test_sets", id, problemId, 1, random.hex(64), tests, size, samples, summaries, author.id, "", new Date(createdMs));
}

/** A problem refers to its tests and they to it. */
export const LINK_TESTS = "update problems p set test_set_id = t.id from test_sets t where t.problem_id = p.id and p.test_set_id is null";
