import type { FileHandle } from "node:fs/promises";
import type { ProblemProgram } from "../../../../judge/problem-programs/problem-program.js";
import type { ProgramRunner } from "../../../../judge/problem-programs/program-runner.js";
import type { EntityManager } from "../../../../platform/database/database.js";
import { openNameless } from "../../../../platform/storage/nameless-file.js";
import { programsById } from "../programs/program-rows.js";
import { makeData, type DataOrder, type SolutionOptions } from "./generate-data.js";
import type { TestOrigin } from "./stored-test-set.js";
import type { TestFault } from "./test-faults.js";
import type { TestPlan } from "./test-plan.js";
import type { DataSource } from "./test-set-assembly.js";

interface Dependencies {
  em: EntityManager;
  runner: ProgramRunner;
  /** How reference solutions run. */
  solutions: SolutionOptions;
  /** Called after each input or expected output that was made. */
  onData(): Promise<void>;
}

interface GivenData {
  /** Normalizes line ends of new data. */
  fresh(source: DataSource): DataSource;
  /** Data that is not generated. */
  sourceOf(test: TestPlan, part: "input" | "output"): DataSource;
}

export interface GeneratedTests {
  faults: TestFault[];
  /** Undefined if it was not generated, or could not be. */
  source(test: TestPlan, part: "input" | "output"): DataSource | undefined;
  origin(test: TestPlan): TestOrigin | undefined;
  close(): Promise<void>;
}

export const isMade = (test: TestPlan, part: "input" | "output"): boolean => "generator" in test[part] || "solution" in test[part];

/** Number of inputs and expected outputs to make. */
export function countMade(tests: readonly TestPlan[]): number {
  return tests.reduce((count, test) => count + Number(isMade(test, "input")) + Number(isMade(test, "output")), 0);
}

/** Makes all generated data of the tests. Inputs first, as reference solutions run on them. */
export async function openGenerated(deps: Dependencies, tests: readonly TestPlan[], given: GivenData): Promise<GeneratedTests | null> {
  if (countMade(tests) === 0) return null;
  const programs = await programsOfPlan(deps.em, tests);
  const file = await openNameless();
  try {
    return { ...(await make(deps, tests, given, programs, file)), origin: (test) => originOf(test, programs), close: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

type Programs = ReadonlyMap<string, ProblemProgram>;

async function programsOfPlan(em: EntityManager, tests: readonly TestPlan[]): Promise<Programs> {
  const ids = tests.flatMap(({ input, output }) => [
    ...("generator" in input ? [input.generator] : []),
    ...("solution" in output ? [output.solution] : []),
  ]);
  return new Map((await programsById(em, [...new Set(ids)])).map((program) => [program.id, program]));
}

async function make(
  { runner, solutions, onData }: Dependencies,
  tests: readonly TestPlan[],
  given: GivenData,
  programs: Programs,
  file: FileHandle,
) {
  const made = { input: new Map<TestPlan, DataSource>(), output: new Map<TestPlan, DataSource>() };
  const options = { runner, file, onData };
  const generating = tests.flatMap((test): DataOrder[] => {
    const { input, name } = test;
    if (!("generator" in input)) return [];
    const deliver = (source: DataSource) => made.input.set(test, given.fresh(source));
    return [{ test: name, program: programs.get(input.generator) ?? null, arguments: input.arguments, deliver }];
  });
  const faults = await makeData(generating, { ...options, code: "GENERATOR_FAILED" });
  const solving = tests.flatMap((test): DataOrder[] => {
    const { output, name } = test;
    const stdin = isMade(test, "input") ? made.input.get(test) : given.sourceOf(test, "input");
    if (!("solution" in output) || !stdin) return [];
    const deliver = (source: DataSource) => made.output.set(test, given.fresh(source));
    return [{ test: name, program: programs.get(output.solution) ?? null, arguments: [], stdin, deliver }];
  });
  // With a full set, there is no room for answers.
  if (!faults.some(({ code }) => code === "SET_TOO_LARGE")) {
    faults.push(...(await makeData(solving, { ...options, run: solutions, code: "SOLUTION_FAILED" })));
  }
  return { faults, source: (test: TestPlan, part: "input" | "output") => made[part].get(test) };
}

/** Only if both parts are generated. */
function originOf({ input, output }: TestPlan, programs: Programs): TestOrigin | undefined {
  const generator = "generator" in input ? programs.get(input.generator) : undefined;
  const solution = "solution" in output ? programs.get(output.solution) : undefined;
  if (!generator || !solution || !("generator" in input)) return undefined;
  return {
    generator: generator.name,
    generatorVersion: generator.version,
    arguments: input.arguments,
    solution: solution.name,
    solutionVersion: solution.version,
  };
}
