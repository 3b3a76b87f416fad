/** Runs generators, then reference solutions on what they made. All results are on the worker's disk. */
import type { FileHandle } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import {
  messageOf,
  ProgramFailed,
  type ProgramRunner,
  type RunOptions,
  type RunProgram,
} from "../../../../judge/problem-programs/program-runner.js";
import type { ProblemProgram } from "../../../../judge/problem-programs/problem-program.js";
import { chunksOf } from "../../../../platform/storage/nameless-file.js";
import { BadTestData, fault, LISTED, type TestFault, type TestFaultCode } from "./test-faults.js";
import { limitsInWords, SET_LIMIT_BYTES } from "./test-limits.js";
import type { DataSource } from "./test-set-assembly.js";

/** One input or expected output to make. */
export interface DataOrder {
  test: string;
  /** Null if the program is gone. */
  program: ProblemProgram | null;
  arguments: readonly string[];
  /** Standard input; absent for a generator. */
  stdin?: DataSource;
  /** Receives the result. */
  deliver(source: DataSource): void;
}

/** What a reference solution has in common with a submission. */
export type SolutionOptions = Pick<RunOptions, "asFunction" | "includedFiles">;

interface Options {
  runner: ProgramRunner;
  file: FileHandle;
  /** How the programs run. */
  run?: SolutionOptions;
  code: TestFaultCode & ("GENERATOR_FAILED" | "SOLUTION_FAILED");
  onData(): Promise<void>;
}

/** Takes orders program by program, as each holds a container. Answers what failed, at most LISTED. */
export async function makeData(
  orders: readonly DataOrder[],
  { runner, file, run: options = {}, code, onData }: Options,
): Promise<TestFault[]> {
  const faults: TestFault[] = [];
  let position = (await file.stat()).size;

  const keep = async (order: DataOrder, bytes: Buffer) => {
    if (position + bytes.length > SET_LIMIT_BYTES) {
      throw new BadTestData("SET_TOO_LARGE", `All data of a set together has at most ${limitsInWords.set}.`);
    }
    const start = position;
    await file.appendFile(bytes);
    position += bytes.length;
    order.deliver(() => chunksOf(file, start, bytes.length));
  };
  const make = async (run: RunProgram, order: DataOrder) => {
    const stdin = order.stdin ? await buffer(order.stdin()) : Buffer.alloc(0);
    const end = await run({ arguments: order.arguments, stdin });
    if (end.exitCode !== 0)
      throw new ProgramFailed(`\`${order.program!.name}\` ended with exit code ${end.exitCode}. ${messageOf(end)}`.trim());
    await keep(order, end.stdout);
  };

  for (const [program, ofProgram] of Map.groupBy(orders, (order) => order.program)) {
    if (program === null) {
      faults.push(...ofProgram.map(({ test }) => fault(code, test, "The program has been removed in the meantime.")));
      continue;
    }
    try {
      await runner.with(program, options, async (run) => {
        for (const order of ofProgram) {
          if (faults.length >= LISTED) return;
          await make(run, order).catch((error: unknown) => faults.push(faultOf(error, code, order.test)));
          if (faults.at(-1)?.code === "SET_TOO_LARGE") return;
          await onData();
        }
      });
    } catch (error) {
      // It does not compile: all its tests fail alike.
      if (!(error instanceof ProgramFailed)) throw error;
      faults.push(...ofProgram.map(({ test }) => fault(code, test, error.message)));
    }
    if (faults.at(-1)?.code === "SET_TOO_LARGE") break;
  }
  return faults.slice(0, LISTED);
}

function faultOf(error: unknown, code: TestFaultCode, test: string): TestFault {
  if (error instanceof ProgramFailed) return fault(code, test, error.message);
  if (error instanceof BadTestData) return fault(error.code, error.code === "SET_TOO_LARGE" ? null : test, error.message);
  throw error;
}
