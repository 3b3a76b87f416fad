/** The plan of a test set build: stored in its row, read by the worker. */
import * as z from "zod";
import { contract, type PayloadOf } from "../../../../kernel/contract.js";
import { count, id } from "../../../../kernel/schemas.js";

/**
 * Where the data comes from: the edited set, an uploaded file, the request itself, a generator, or, for an expected output, a reference
 * solution that runs on the test's input.
 */
const plannedData = z.union([
  z.object({ base: count }),
  z.object({ file: id }),
  z.object({ text: z.string() }),
  z.object({ generator: id, arguments: z.array(z.string()) }),
  z.object({ solution: id }),
]);

const origin = z.object({
  generator: z.string(),
  generatorVersion: z.string(),
  arguments: z.array(z.string()),
  solution: z.string(),
  solutionVersion: z.string(),
});

const testPlan = z.object({
  name: z.string(),
  sample: z.boolean(),
  explanation: z.string(),
  input: plannedData,
  output: plannedData,
  /** Of a test that is kept as it is. */
  origin: origin.optional(),
  checkerArguments: z.array(z.string()).optional(),
});

const common = {
  publish: z.boolean(),
  note: z.string(),
  /** CONFLICT unless this is the newest version; null skips the check. */
  expectedVersion: count.nullable(),
};

/** A worker's instructions. Files belong to the requesting account, are READY and have the purpose TEST_DATA. */
export const buildPlan = contract(
  "build plan",
  z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("archive"), ...common, fileId: id }),
    z.object({ kind: z.literal("edit"), ...common, baseTestSetId: id.nullable(), tests: z.array(testPlan) }),
  ]),
);

export type PlannedData = z.infer<typeof plannedData>;
export type TestPlan = z.infer<typeof testPlan>;
export type BuildPlan = PayloadOf<typeof buildPlan>;
