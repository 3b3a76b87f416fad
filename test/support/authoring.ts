/** What instructors do with problems, for the API tests. */
import { randomUUID } from "node:crypto";
import type { Client } from "./client.js";
import {
  CreateProblemDocument,
  ProblemDocument,
  PublishProblemDocument,
  SetProblemTestsDocument,
  UpdateProblemDocument,
  type CreateProblemInput,
  type TestInput,
  type UpdateProblemInput,
} from "./generated.js";
import { CANARY } from "./canary.js";

export const SAMPLE: TestInput = { name: "sample", input: "1 2\n", output: "3\n", sample: true, explanation: "1 + 2 = 3" };
/** Nobody may ever be shown it, editors neither: tests that download one use another. */
export const HIDDEN: TestInput = { name: "hidden", input: `2 2 ${CANARY}\n`, output: `4 ${CANARY}\n` };

export async function draft(author: Client, change: Partial<CreateProblemInput> = {}) {
  const id = randomUUID();
  const input = { title: `Problem ${id}`, slug: `problem-${id}`, statement: "Add.", difficulty: "EASY" as const, ...change };
  return (await author.request(CreateProblemDocument, { input })).createProblem.problem;
}

export async function setTests(author: Client, problemId: string, tests: TestInput[] = [SAMPLE, HIDDEN], change: object = {}) {
  return (await author.request(SetProblemTestsDocument, { input: { problemId, tests, ...change } })).setProblemTests.problem;
}

export async function publish(author: Client, id: string, expectedRevision?: number) {
  return (await author.request(PublishProblemDocument, { input: { id, expectedRevision } })).publishProblem.problem;
}

export async function published(author: Client, change: Partial<CreateProblemInput> = {}) {
  const { id } = await draft(author, change);
  await setTests(author, id);
  await publish(author, id);
  return read(author, id);
}

export async function update(author: Client, input: UpdateProblemInput) {
  return (await author.request(UpdateProblemDocument, { input })).updateProblem.problem;
}

export async function read(client: Client, id: string) {
  return (await client.request(ProblemDocument, { id })).problem!;
}
