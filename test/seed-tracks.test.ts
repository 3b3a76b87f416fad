/** Tracks and quizzes of seed/: complete, consistent, in the form that an export has, and with answers that are graded as they should. */
import { describe, expect, it } from "@jest/globals";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readSeedSubjects } from "../src/app/programs/seed-track-source.js";
import { readSeedTopics, type SeedTopic } from "../src/app/programs/seed-source.js";
import { Findings } from "../src/judge/packages/package-faults.js";
import { storedBlocks } from "../src/modules/learning/content/archive/archive-blocks.js";
import { writeTrack } from "../src/modules/learning/content/archive/write-archive.js";
import { keepEdits, partsOf } from "../src/modules/learning/content/seeding/kept-parts.js";
import type { Answer } from "../src/modules/learning/quizzes/attempts/answer.js";
import { grade } from "../src/modules/learning/quizzes/grading/grade.js";
import type { QuestionContent } from "../src/modules/learning/quizzes/questions/question.js";
import { lessonTexts, seedQuizzes, seedTracks, statedRuns } from "./support/seed-tracks.js";

const tracks = await seedTracks();
const quizzes = await seedQuizzes();
const ANY_ID = "01900000-0000-7000-8000-000000000000";
const problemExists = (slug: string) => existsSync(join(import.meta.dirname, "../seed/problems", slug, "problem.json"));
const slugsOf = (topics: readonly SeedTopic[]): string[] => topics.flatMap(({ slug, children }) => [slug, ...slugsOf(children)]);
const topics = new Set(slugsOf(await readSeedTopics()));

/** A correct answer, and wrong ones: each wrong choice, value or order. Null if the kind is not graded by itself. */
function answersTo(content: QuestionContent): { correct: Answer[]; wrong: Answer[] } | null {
  const { kind } = content;
  if (kind === "SINGLE_CHOICE") {
    const choose = (right: boolean) =>
      content.choices.filter(({ weight }) => (weight === 1) === right).map(({ id }): Answer => ({ kind, selected: [id] }));
    return { correct: choose(true), wrong: choose(false) };
  }
  if (kind === "MULTIPLE_CHOICE") {
    const right = content.choices.filter(({ weight }) => weight > 0).map(({ id }) => id);
    const others = content.choices.filter(({ weight }) => weight <= 0).map(({ id }) => id);
    const selections = [...right.map((id) => right.filter((one) => one !== id)), ...others.map((id) => [...right, id])];
    return { correct: [{ kind, selected: right }], wrong: selections.map((selected) => ({ kind, selected })) };
  }
  if (kind === "TRUE_FALSE") return { correct: [{ kind, value: content.answer }], wrong: [{ kind, value: !content.answer }] };
  if (kind === "SHORT_TEXT") {
    const correct = content.answers.flatMap((one): Answer[] => ("text" in one ? [{ kind, text: one.text }] : []));
    return {
      correct,
      wrong: [
        { kind, text: "" },
        { kind, text: "something else" },
      ],
    };
  }
  if (kind === "NUMERIC") {
    const correct = content.answers.flatMap((one): Answer[] => ("value" in one ? [{ kind, number: one.value }] : []));
    const wrong = content.answers.flatMap((one): Answer[] => ("value" in one ? [{ kind, number: one.value + 2 * one.tolerance + 1 }] : []));
    return { correct, wrong };
  }
  if (kind === "ORDERING") {
    const order = content.items.map(({ id }) => id);
    return { correct: [{ kind, order }], wrong: [{ kind, order: [...order].reverse() }] };
  }
  if (kind === "MATCHING") {
    const matches = content.pairs.map(({ id, right }) => ({ pair: id, right }));
    const shifted = matches.map(({ pair }, index) => ({ pair, right: matches[(index + 1) % matches.length]!.right }));
    return { correct: [{ kind, matches }], wrong: [{ kind, matches: shifted }] };
  }
  if (kind === "CODE_OUTPUT") {
    const text = content.expectedOutput;
    return {
      correct: [{ kind, text }],
      wrong: [
        { kind, text: "" },
        { kind, text: `${text} 1` },
      ],
    };
  }
  return null;
}

describe.each(tracks.map((track) => [track.slug, track] as const))("%s", (slug, track) => {
  const { archive, findings, sources } = track;
  const lessons = archive.modules.flatMap((module) => module.lessons);

  it("is read without a fault or a note", () => {
    expect(findings.faults).toEqual([]);
    expect(findings.notes).toEqual([]);
    expect(archive.slug).toBe(slug);
  });

  it("is written as an export writes it", () => {
    const written = new Map([...writeTrack(archive)].map(({ path, content }) => [path, content]));
    expect([...written.keys()].sort()).toEqual([...sources.keys()].sort());
    for (const [path, content] of written) expect(`${path}\n${content}`).toBe(`${path}\n${sources.get(path)!}`);
  });

  it("has at least eight modules with a quiz each, and 35 lessons with texts, minutes and topics", () => {
    expect(archive.modules.length).toBeGreaterThanOrEqual(8);
    expect(lessons.length).toBeGreaterThanOrEqual(35);
    for (const module of archive.modules)
      expect(module.lessons.some(({ blocks }) => blocks.some(({ kind }) => kind === "QUIZ"))).toBe(true);
    for (const { title, summary, minutes, topics: own, difficulty } of lessons) {
      expect({ title, summary, minutes, own: own.length > 0, difficulty }).toMatchObject({ own: true });
      expect(summary).not.toBe("");
      expect(minutes).not.toBeNull();
    }
  });

  it("has prerequisites for every lesson but the first", () => {
    expect(
      lessons
        .slice(1)
        .filter(({ requires }) => requires.length === 0)
        .map((one) => one.slug).length,
    ).toBeLessThanOrEqual(1);
  });

  it("names problems, quizzes, topics and subjects of the seed only", async () => {
    const blocks = lessonTexts(track).flatMap((text) => text.blocks);
    const problems = [
      ...blocks.flatMap(({ problem }) => problem ?? []),
      ...archive.modules.flatMap(({ assignments }) => assignments.flatMap((one) => one.problems)),
    ];
    expect(problems.filter((one) => !problemExists(one))).toEqual([]);
    const known = new Set(quizzes.map((quiz) => quiz.slug));
    expect(blocks.flatMap(({ quiz }) => quiz ?? []).filter((one) => !known.has(one))).toEqual([]);
    expect(lessons.flatMap((lesson) => lesson.topics).filter((one) => !topics.has(one))).toEqual([]);
    expect((await readSeedSubjects()).map((subject) => subject.slug)).toContain(archive.subject);
  });

  it("has blocks that can be stored", () => {
    const any = { get: () => ANY_ID, has: () => true } as unknown as ReadonlyMap<string, string>;
    const stored = new Findings();
    for (const { name, blocks } of lessonTexts(track)) {
      storedBlocks(blocks, { names: { files: new Map(), problems: any, quizzes: any }, present: [], path: name, findings: stored });
    }
    expect(stored.faults).toEqual([]);
  });

  it("says what each runnable program prints", () => {
    const silent = statedRuns(track).filter(({ output, error }) => output === "" && error === null);
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it("keeps what people edited, and leaves out lessons that they archived", () => {
    const { files, ...content } = archive;
    const seeded = partsOf(content);
    const present = structuredClone(content);
    const [edited, archived, untouched] = present.modules[0]!.lessons;
    edited!.title = "Edited";
    present.modules[1]!.title = "Renamed";
    present.modules[0]!.lessons = present.modules[0]!.lessons.filter((one) => one !== archived);
    const newer = structuredClone({ ...content, title: "Newer" });
    newer.modules[0]!.lessons[2]!.title = "Newer";
    const kept = keepEdits({ ...newer, files }, present, seeded);
    expect([...kept.edited].sort()).toEqual(
      [`lesson/${edited!.slug}`, `lesson/${archived!.slug}`, `module/${present.modules[1]!.slug}`].sort(),
    );
    expect(kept.archive.title).toBe("Newer");
    expect(kept.archive.modules[0]!.lessons.slice(0, 2).map(({ title }) => title)).toEqual(["Edited", "Newer"]);
    expect(kept.archive.modules[0]!.lessons[1]!.slug).toBe(untouched!.slug);
    expect(kept.archive.modules[1]!.title).toBe("Renamed");
  });

  it("leaves out a module that people deleted, and its lessons where people moved them", () => {
    const { files, ...content } = archive;
    const seeded = partsOf(content);
    const present = structuredClone(content);
    const deleted = present.modules.pop()!;
    const [moved, apart] = deleted.lessons;
    present.modules[0]!.lessons.push(moved!);
    present.modules.push({ ...deleted, slug: "of-people", lessons: [apart!] });
    const kept = keepEdits({ ...structuredClone(content), files }, present, seeded);
    const places = ({ modules }: Pick<typeof content, "modules">) =>
      modules.map(({ slug, lessons }) => [slug, lessons.map((one) => one.slug)]);
    expect(places(kept.archive)).toEqual(places(present).slice(0, -1));
    expect(kept.edited).toContain(`module/${deleted.slug}`);
  });
});

describe.each(quizzes.map((quiz) => [quiz.slug, quiz] as const))("quiz %s", (slug, { quiz, findings }) => {
  it("has five to eight questions of several kinds, with explanations and topics of the seed", () => {
    expect(findings.faults).toEqual([]);
    expect(quiz!.questions.length).toBeGreaterThanOrEqual(5);
    expect(quiz!.questions.length).toBeLessThanOrEqual(8);
    expect(new Set(quiz!.questions.map(({ content }) => content.kind)).size).toBeGreaterThanOrEqual(5);
    for (const { content, topics: own } of quiz!.questions) {
      expect(content.explanation?.trim()).toBeTruthy();
      expect(own.length).toBeGreaterThan(0);
      expect(own.filter((one) => !topics.has(one))).toEqual([]);
    }
  });

  it("grades the stated answers as correct and all others as wrong", () => {
    for (const { name, content } of quiz!.questions) {
      const answers = answersTo(content)!;
      expect({ name, answers: answers.correct.length > 0 && answers.wrong.length > 0 }).toEqual({ name, answers: true });
      for (const answer of answers.correct)
        expect({ name, answer, share: grade(content, answer)!.share }).toEqual({ name, answer, share: 1 });
      for (const answer of answers.wrong)
        expect({ name, answer, full: grade(content, answer)!.share >= 1 }).toEqual({ name, answer, full: false });
    }
  });

  it("is part of a lesson", () => {
    const used = tracks.flatMap((track) => lessonTexts(track).flatMap(({ blocks }) => blocks.flatMap((block) => block.quiz ?? [])));
    expect(used).toContain(slug);
  });
});

describe("problems of the seed", () => {
  it("that lessons name have topics of the seed", () => {
    const used = new Set(
      tracks.flatMap((track) => lessonTexts(track).flatMap(({ blocks }) => blocks.flatMap((block) => block.problem ?? []))),
    );
    expect(used.size).toBeGreaterThan(20);
    for (const slug of used) {
      const fields = JSON.parse(readFileSync(join(import.meta.dirname, "../seed/problems", slug, "problem.json"), "utf8")) as {
        topics: string[];
      };
      expect(fields.topics.filter((one) => !topics.has(one))).toEqual([]);
    }
  });
});
