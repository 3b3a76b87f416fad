/** Revisions of tracks and modules: what is recorded, what differs, and what restoring one does. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";
import type { Client } from "../support/client.js";
import { createLesson, createModule, createTrack, publishedTrack } from "../support/content.js";
import {
  DeleteTrackModuleDocument,
  MoveLessonDocument,
  MoveTrackModuleDocument,
  NodeDocument,
  RestoreTrackRevisionDocument,
  SetLessonPrerequisitesDocument,
  SetTrackPrerequisitesDocument,
  TrackDocument,
  TrackHistoryDocument,
  TrackRevisionDocument,
  UpdateTrackDocument,
  UpdateTrackModuleDocument,
  type UpdateTrackInput,
} from "../support/generated.js";
import { keyOf } from "../support/ids.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createInstructor, createLearner } from "../support/scenario.js";
import { statementsOf } from "../support/statements.js";

type Person = Client & { userId: string; username: string };

let installation: Installation;
let api: Api;
let author: Person;
let other: Person;
let learner: Client;

beforeAll(async () => {
  installation = await createInstallation();
  api = await installation.startApi({ LOG_LEVEL: "debug" });
  author = await createInstructor(installation, api);
  other = await createInstructor(installation, api);
  learner = await createLearner(api);
});

afterAll(() => installation?.stop());

const history = async (id: string, since?: number) => (await author.request(TrackHistoryDocument, { id, since })).track!;
const numbers = async (id: string) => (await history(id)).revisions!.nodes.map(({ number, changed }) => [number, changed]);
const versionOf = async (id: string) => (await history(id)).version;
const update = async (id: string, change: Partial<UpdateTrackInput>) =>
  author.request(UpdateTrackDocument, { input: { id, expectedVersion: await versionOf(id), ...change } });
const modulesOf = async (id: string) =>
  (await author.request(TrackDocument, { id })).track!.modules.map((module) => ({
    id: module.id,
    title: module.title,
    lessons: module.lessons.map((lesson) => lesson.id),
  }));
async function restore(trackId: string, number: number, change: { moduleId?: string; note?: string } = {}) {
  const input = { trackId, number, expectedVersion: await versionOf(trackId), ...change };
  return (await author.request(RestoreTrackRevisionDocument, { input })).restoreTrackRevision!.track;
}

/** Two modules of two lessons. */
async function smallTrack() {
  const { id } = await createTrack(author, { title: "First", slug: `first-${randomUUID()}`, summary: "S" });
  const modules: { id: string; lessons: [string, string] }[] = [];
  for (const title of ["A", "B"]) {
    const module = await createModule(author, id, title);
    modules.push({ id: module.id, lessons: [(await createLesson(author, module.id)).id, (await createLesson(author, module.id)).id] });
  }
  return { id, a: modules[0]!, b: modules[1]! };
}

describe("the history of a track", () => {
  it("has a revision for each change of texts, prerequisites and order, and none for other changes", async () => {
    const { id } = await createTrack(author, { title: "First", slug: `first-${randomUUID()}` });
    const required = await createTrack(author);
    await update(id, { title: "Second" });
    await update(id, { locale: "de", title: "Zweiter" });
    await update(id, { premium: true });
    await author.request(SetTrackPrerequisitesDocument, { input: { trackId: id, requiresIds: [required.id] } });
    const module = await createModule(author, id, "A");
    const lesson = await createLesson(author, module.id);
    const { nodes } = (await history(id)).revisions!;
    expect(nodes.map(({ number, changed }) => [number, changed])).toEqual([
      [6, ["modules"]],
      [5, ["modules"]],
      [4, ["requires"]],
      [3, ["translations"]],
      [2, ["title"]],
      [1, ["title", "summary", "description", "translations", "difficulty", "subjectId", "requires", "modules"]],
    ]);
    expect(nodes.every((one) => one.author!.username === author.username)).toBe(true);
    const german = (await author.request(TrackRevisionDocument, { id, number: 6, locale: "de-AT" })).track!.revision!.outline;
    expect(german).toMatchObject({
      text: { locale: "de", title: "Zweiter" },
      requiresIds: [required.id],
      modules: [{ id: module.id, title: "A", text: { locale: "en", title: "A" }, lessons: [{ id: lesson.id }] }],
    });
    expect((await author.request(TrackRevisionDocument, { id, number: 1 })).track!.revision!.outline.text.title).toBe("First");
    expect((await author.request(TrackRevisionDocument, { id, number: 7 })).track!.revision).toBeNull();
  });

  it("begins with the present state for a track that has none", async () => {
    const { id, a } = await smallTrack();
    await installation.sql("delete from track_revisions where track_id = $1", [keyOf(id)]);
    await author.request(MoveTrackModuleDocument, { input: { id: a.id, afterId: (await modulesOf(id))[1]!.id } });
    const { nodes } = (await history(id)).revisions!;
    expect(nodes.map((one) => [one.number, one.author?.username ?? null])).toEqual([
      [2, author.username],
      [1, null],
    ]);
    expect(nodes[0]!.diff!.modules.map(({ kind }) => kind)).toEqual(["MOVED"]);
  });

  it("says what differs: modules and lessons that were added, removed, changed and moved", async () => {
    const { id, a, b } = await smallTrack();
    const since = (await numbers(id)).length;
    const added = await createModule(author, id, "C");
    await author.request(UpdateTrackModuleDocument, { input: { id: b.id, expectedVersion: 1, title: "B2" } });
    await author.request(MoveLessonDocument, { input: { id: a.lessons[0], moduleId: added.id } });
    await author.request(SetLessonPrerequisitesDocument, { input: { lessonId: b.lessons[1], requiresIds: [b.lessons[0]] } });
    const [newest] = (await history(id, since)).revisions!.nodes;
    expect(newest!.diff).toEqual({
      fields: ["modules"],
      modules: [
        { kind: "CHANGED", before: { id: b.id, title: "B" }, after: { id: b.id, title: "B2" } },
        { kind: "ADDED", before: null, after: { id: added.id, title: "C" } },
      ],
      lessons: [
        { kind: "CHANGED", before: { id: b.lessons[1], requiresIds: [] }, after: { id: b.lessons[1], requiresIds: [b.lessons[0]] } },
        { kind: "MOVED", before: { id: a.lessons[0], requiresIds: [] }, after: { id: a.lessons[0], requiresIds: [] } },
      ],
    });
  });

  it("has all of many moves at the same time, each once", async () => {
    const { id, modules } = await publishedTrack(author, [6, 1]);
    const before = (await numbers(id)).length;
    const [from, to] = modules;
    const moved = from!.lessons.slice(0, 5);
    await Promise.all(moved.map((lessonId) => author.request(MoveLessonDocument, { input: { id: lessonId, moduleId: to!.id } })));
    expect((await modulesOf(id)).map(({ lessons }) => lessons.length)).toEqual([1, 6]);
    const after = await numbers(id);
    expect(after.map(([number]) => number)).toEqual(Array.from({ length: before + 5 }, (_, n) => before + 5 - n));
    const { modules: newest } = (await author.request(TrackRevisionDocument, { id, number: before + 5 })).track!.revision!.outline;
    expect(newest.map(({ lessons }) => lessons.length)).toEqual([1, 6]);
  });

  it("is for editors", async () => {
    const { id } = await publishedTrack(author, [1]);
    const [revision] = (await history(id)).revisions!.nodes;
    for (const client of [other, learner]) {
      expect((await client.request(TrackHistoryDocument, { id })).track!.revisions).toBeNull();
      expect((await client.request(TrackRevisionDocument, { id, number: 1 })).track!.revision).toBeNull();
      expect((await client.request(NodeDocument, { id: revision!.id })).node).toBeNull();
      const input = { trackId: id, number: 1, expectedVersion: await versionOf(id) };
      expect((await client.errorOf(RestoreTrackRevisionDocument, { input })).code).toBe("FORBIDDEN");
    }
    expect((await author.request(NodeDocument, { id: revision!.id })).node).toEqual({ __typename: "TrackRevision", id: revision!.id });
  });

  it("costs as many statements for many revisions as for one", async () => {
    const { id } = await createTrack(author);
    const cost = () => statementsOf(api, () => history(id, 1));
    const before = await cost();
    for (const title of ["B", "C", "D", "E"]) await update(id, { title });
    expect([(await numbers(id)).length, await cost()]).toEqual([5, before]);
  });
});

describe("restoreTrackRevision", () => {
  it("restores texts, prerequisites, modules and the order of lessons, as a new revision", async () => {
    const { id, a, b } = await smallTrack();
    const required = await createTrack(author);
    await author.request(SetTrackPrerequisitesDocument, { input: { trackId: id, requiresIds: [required.id] } });
    await author.request(SetLessonPrerequisitesDocument, { input: { lessonId: a.lessons[1], requiresIds: [a.lessons[0]] } });
    const [number] = (await numbers(id))[0] as [number, string[]];
    const before = await modulesOf(id);

    await update(id, { title: "Other", summary: null });
    await author.request(SetTrackPrerequisitesDocument, { input: { trackId: id, requiresIds: [] } });
    await author.request(SetLessonPrerequisitesDocument, { input: { lessonId: a.lessons[1], requiresIds: [] } });
    for (const lessonId of b.lessons) await author.request(MoveLessonDocument, { input: { id: lessonId, moduleId: a.id } });
    await author.request(DeleteTrackModuleDocument, { input: { id: b.id } });
    const added = await createModule(author, id, "New");
    const newer = await createLesson(author, a.id);
    await author.request(MoveTrackModuleDocument, { input: { id: added.id } });

    const track = await restore(id, number, { note: "Back." });
    expect(track.title).toBe("First");
    expect(await modulesOf(id)).toEqual([
      { ...before[0], lessons: [...a.lessons, newer.id] },
      before[1],
      { id: added.id, title: "New", lessons: [] },
    ]);
    const [newest] = (await history(id, number)).revisions!.nodes;
    expect(newest).toMatchObject({ note: "Back.", restoredFrom: number, author: { username: author.username } });
    expect(newest!.diff).toMatchObject({
      fields: ["modules"],
      modules: [{ kind: "ADDED" }],
      lessons: [{ kind: "ADDED", after: { id: newer.id } }],
    });
    const count = (await numbers(id)).length;
    await restore(id, count);
    expect(await numbers(id)).toHaveLength(count);
  });

  it("restores one module only", async () => {
    const { id, a, b } = await smallTrack();
    const number = (await numbers(id)).length;
    await update(id, { title: "Other" });
    for (const module of [a, b]) {
      await author.request(UpdateTrackModuleDocument, { input: { id: module.id, expectedVersion: 1, title: "Changed" } });
      await author.request(MoveLessonDocument, { input: { id: module.lessons[1] } });
    }
    const track = await restore(id, number, { moduleId: a.id });
    expect(track.title).toBe("Other");
    expect(await modulesOf(id)).toEqual([
      { id: a.id, title: "A", lessons: a.lessons },
      { id: b.id, title: "Changed", lessons: b.lessons.toReversed() },
    ]);
    const input = { trackId: id, number, moduleId: (await createModule(author, id)).id, expectedVersion: await versionOf(id) };
    expect((await author.errorOf(RestoreTrackRevisionDocument, { input })).code).toBe("NOT_FOUND");
  });

  it("is refused for an unknown revision, another version, and prerequisites that would have a cycle by now", async () => {
    const { id } = await createTrack(author);
    const required = await createTrack(author);
    await author.request(SetTrackPrerequisitesDocument, { input: { trackId: id, requiresIds: [required.id] } });
    await author.request(SetTrackPrerequisitesDocument, { input: { trackId: id, requiresIds: [] } });
    await author.request(SetTrackPrerequisitesDocument, { input: { trackId: required.id, requiresIds: [id] } });
    const expectedVersion = await versionOf(id);
    const before = await numbers(id);
    const codeOf = async (change: object) =>
      (await author.errorOf(RestoreTrackRevisionDocument, { input: { trackId: id, number: 2, expectedVersion, ...change } })).code;
    expect([await codeOf({ number: 9 }), await codeOf({ expectedVersion: expectedVersion + 1 }), await codeOf({})]).toEqual([
      "NOT_FOUND",
      "CONFLICT",
      "BAD_USER_INPUT",
    ]);
    expect(await numbers(id)).toEqual(before);
  });
});
