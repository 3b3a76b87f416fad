/** Opens the data of a build. Archives and the edited set are on the worker's disk while they are read. */
import { Readable } from "node:stream";
import { unpacked } from "../../../../judge/packed.js";
import type { ProgramRunner } from "../../../../judge/problem-programs/program-runner.js";
import { HEAD_BYTES, INDEX_BYTES_MAX, readTestSetIndex } from "../../../../judge/test-set.js";
import type { EntityManager } from "../../../../platform/database/database.js";
import { chunksOf, onDisk } from "../../../../platform/storage/nameless-file.js";
import type { ObjectStorage } from "../../../../platform/storage/object-storage.js";
import { uploadKey } from "../../../base/storage/process-upload.job.js";
import { UPLOAD_RULES } from "../../../base/storage/upload-rules.js";
import { TestSet } from "../problem.entity.js";
import { testSetKey } from "./stored-test-set.js";
import { normalizedChunks } from "./line-ends.js";
import { readTestArchive } from "./test-archive.js";
import type { SolutionOptions } from "./generate-data.js";
import { isMade, openGenerated } from "./generated-tests.js";
import type { BuildPlan, TestPlan } from "./test-plan.js";
import { BadTestData, fault, type TestFault } from "./test-faults.js";
import type { DataSource, PlannedTest } from "./test-set-assembly.js";

interface Dependencies {
  em: EntityManager;
  storage: ObjectStorage;
  runner: ProgramRunner;
  /** How reference solutions run. */
  solutions: SolutionOptions;
  /** Called after each input or expected output that a program made. */
  onData(): Promise<void>;
}

export interface OpenPlan {
  tests: PlannedTest[];
  faults: TestFault[];
  /** Releases the data sources. */
  close(): Promise<void>;
}

const GONE = "The uploaded file no longer exists. Upload it again.";
const NOTHING_OPEN = async () => undefined;

/** Normalizes line endings in new data only, never in data already in the set. */
export async function openPlan(deps: Dependencies, plan: BuildPlan, { keepLineEnds }: { keepLineEnds: boolean }): Promise<OpenPlan> {
  const fresh = (source: DataSource): DataSource => (keepLineEnds ? source : () => normalizedChunks(source()));
  return plan.kind === "archive" ? openArchive(deps, plan.fileId, fresh) : openEdit(deps, plan, fresh);
}

type Fresh = (source: DataSource) => DataSource;

async function openArchive({ storage }: Dependencies, fileId: string, fresh: Fresh): Promise<OpenPlan> {
  const object = await storage.open(uploadKey(fileId));
  if (!object) return { tests: [], faults: [fault("FILE_MISSING", null, GONE)], close: NOTHING_OPEN };
  const file = await onDisk(object.content, UPLOAD_RULES.TEST_DATA.maxBytes);
  try {
    const { tests, faults } = await readTestArchive(file);
    const planned = tests.map((test) => ({ ...test, input: fresh(test.input), output: fresh(test.output) }));
    return { tests: planned, faults, close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openEdit(deps: Dependencies, plan: BuildPlan & { kind: "edit" }, fresh: Fresh): Promise<OpenPlan> {
  const base = plan.baseTestSetId === null ? null : await openBase(deps, plan.baseTestSetId);
  const sourceOf = (test: TestPlan, part: "input" | "output"): DataSource => {
    const data = test[part];
    if ("base" in data) return base!.source(data.base, part);
    if ("file" in data) return fresh(() => uploaded(deps.storage, data.file));
    return fresh(() => written("text" in data ? data.text : ""));
  };
  const closeBase = base?.close ?? NOTHING_OPEN;
  try {
    const made = await openGenerated(deps, plan.tests, { fresh, sourceOf });
    const dataOf = (test: TestPlan, part: "input" | "output") => (isMade(test, part) ? made!.source(test, part) : sourceOf(test, part));
    const tests = plan.tests.flatMap((test) => {
      const input = dataOf(test, "input");
      const output = dataOf(test, "output");
      return input && output ? [{ ...test, origin: made?.origin(test) ?? test.origin, input, output }] : [];
    });
    const close = async () => {
      await Promise.all([closeBase(), made?.close()]);
    };
    return { tests, faults: made?.faults ?? [], close };
  } catch (error) {
    await closeBase();
    throw error;
  }
}

/** Opens a stored set: its tests by their place. */
export async function openBase({ em, storage }: Pick<Dependencies, "em" | "storage">, testSetId: string) {
  const { sha256, sizeBytes } = await em.findOneOrFail(TestSet, { id: testSetId });
  const content = Readable.from(unpacked(await storage.read(testSetKey(sha256))), { objectMode: false });
  const file = await onDisk(content, sizeBytes + HEAD_BYTES + INDEX_BYTES_MAX);
  try {
    const { index, starts } = await readTestSetIndex(file);
    return {
      source(at: number, part: "input" | "output"): DataSource {
        const { inputBytes, outputBytes } = index[at]!;
        const start = starts[at]!;
        return part === "input" ? () => chunksOf(file, start, inputBytes) : () => chunksOf(file, start + inputBytes, outputBytes);
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function* uploaded(storage: ObjectStorage, fileId: string): AsyncGenerator<Buffer> {
  const object = await storage.open(uploadKey(fileId));
  if (!object) throw new BadTestData("FILE_MISSING", GONE);
  yield* object.content as AsyncIterable<Buffer>;
}

async function* written(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}
