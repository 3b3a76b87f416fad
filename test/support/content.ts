/** What authors do with tracks and lessons, for the API tests. */
import { randomUUID } from "node:crypto";
import type { Client } from "./client.js";
import {
  CreateLessonDocument,
  CreateTrackDocument,
  CreateTrackModuleDocument,
  LessonDocument,
  SetTrackStatusDocument,
  TrackDocument,
  UpdateLessonDocument,
  type CreateLessonInput,
  type CreateTrackInput,
  type LessonBlockInput,
  type UpdateLessonInput,
} from "./generated.js";

export const TEXT: LessonBlockInput = { markdown: "Hello *world*" };

export async function createTrack(author: Client, change: Partial<CreateTrackInput> = {}) {
  const input = { title: `Track ${randomUUID()}`, difficulty: "EASY" as const, ...change };
  return (await author.request(CreateTrackDocument, { input })).createTrack!.track;
}

export async function createModule(author: Client, trackId: string, title = `Module ${randomUUID()}`) {
  return (await author.request(CreateTrackModuleDocument, { input: { trackId, title } })).createTrackModule!.module;
}

export async function createLesson(author: Client, moduleId: string, change: Partial<CreateLessonInput> = {}) {
  const input = { moduleId, title: `Lesson ${randomUUID()}`, blocks: [TEXT], ...change };
  return (await author.request(CreateLessonDocument, { input })).createLesson!.lesson;
}

export async function updateLesson(author: Client, input: UpdateLessonInput) {
  return (await author.request(UpdateLessonDocument, { input })).updateLesson!.lesson;
}

export async function publishTrack(author: Client, id: string) {
  const { version } = (await author.request(TrackDocument, { id })).track!;
  const input = { id, expectedVersion: version, status: "PUBLISHED" as const, publishLessons: true };
  return (await author.request(SetTrackStatusDocument, { input })).setTrackStatus!.track;
}

/** A published track with modules of as many lessons as given. */
export async function publishedTrack(author: Client, sizes: readonly number[] = [2], change: Partial<CreateTrackInput> = {}) {
  const { id } = await createTrack(author, change);
  const modules: { id: string; lessons: string[] }[] = [];
  for (const size of sizes) {
    const module = await createModule(author, id);
    const lessons: string[] = [];
    for (let at = 0; at < size; at++) lessons.push((await createLesson(author, module.id)).id);
    modules.push({ id: module.id, lessons });
  }
  await publishTrack(author, id);
  return { id, modules };
}

export async function readLesson(client: Client, id: string, locale?: string) {
  return (await client.request(LessonDocument, { id, locale })).lesson!;
}
