/**
 * What runs programs: the local sandbox, Docker or Judge0, chosen by configuration. The pipeline (pipeline.ts, run-once.ts) knows no more
 * of an engine than this. container-engine.ts makes one of any Sandbox; an engine that has no containers implements it itself.
 */
import type { ArtifactCache } from "../artifact-cache.js";
import type { EntryFile } from "../compilation.js";
import type { JudgeLimits } from "../execution.js";
import type { LentLane } from "../lanes/test-runs.js";
import type { Language } from "../languages/language.js";
import type { Partner, RunTest } from "../run-test.js";
import type { BoxFile, SandboxCapability } from "../sandbox/sandbox.js";
import type { EngineName } from "./features.js";

export interface ProgramRequest {
  language: Language;
  source: string;
  /** Next to the source when it is compiled. */
  files?: readonly BoxFile[];
  /** Starts in place of the source. */
  entry?: EntryFile;
  /** Cache of compiled programs, for engines that hand them out. */
  artifacts?: ArtifactCache;
  limits: JudgeLimits;
  /** Ends the programs; the call rejects at once with the signal's reason. */
  signal?: AbortSignal;
}

/** A compiled program that can be run any number of times. */
export interface Program {
  ok: true;
  /** Of the compiler. */
  output: string;
  /**
   * Where its tests run one by one, on its own or beside a program of the problem. A test rejects with a SandboxError if the engine failed,
   * and with DoesNotCompile from an engine that compiles with each run.
   */
  lane(partner?: Partner): Promise<RunTest>;
  /** One more place for its tests, if one is idle. */
  lend(partner?: Partner): Promise<LentLane | null>;
}

export interface NoProgram {
  ok: false;
  /** What the compiler said. */
  output: string;
}

/** What the engine compiles and runs with. */
export interface Toolchains {
  /** Changes with anything that compiled programs depend on. Null: they must not be kept. */
  hash: string | null;
  /** By the language's `versionKey`. */
  versions: Readonly<Record<string, string>>;
  /** With versions, by language id. */
  libraries: Readonly<Record<string, readonly string[]>>;
}

export interface ExecutionEngine {
  readonly name: EngineName;
  /** Programs that run concurrently. */
  readonly slots: number;
  /**
   * Compiles a program and lends it to `work`; what it holds is freed when that ends. Rejects with EngineCannot if the engine can't do what
   * is asked, and with a SandboxError if it failed: retry.
   */
  withProgram<T>(request: ProgramRequest, work: (program: Program | NoProgram) => Promise<T>): Promise<T>;
  /** Tries all that the engine promises. Never rejects: an engine that can't be tried has the level none. */
  probe(): Promise<SandboxCapability>;
  /** Asks the engine each time. Rejects like a run. */
  toolchains(): Promise<Toolchains>;
  close(): Promise<void>;
}

/** The source does not compile. Known only once the first test ran, if the engine compiles with each run. */
export class DoesNotCompile extends Error {
  override name = "DoesNotCompile";

  constructor(readonly output: string) {
    super("The source does not compile.");
  }
}

/** The engine can never do this, however often it is tried. The message is for operators and authors. */
export class EngineCannot extends Error {
  override name = "EngineCannot";
}
