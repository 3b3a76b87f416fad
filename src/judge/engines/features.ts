/** What the engines can't do, known without asking one: the API refuses it before anything is stored. */

export const ENGINE_NAMES = ["sandbox", "docker", "judge0"] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** Beyond compiling a source, running it on inputs and comparing its output. The GraphQL schema takes its documentation from here. */
export const ENGINE_FEATURES = {
  CHECKER_PROGRAMS: "Problems whose checker is a program of its own (`custom`). The built-in checkers work in every engine.",
  INTERACTIVE: "Interactive problems.",
  MULTI_PASS: "Multi-pass problems.",
  PROBLEM_PROGRAMS: "Programs of a problem: validators, generators and reference solutions.",
  SOURCE_FILES: "Programs of several source files, problems with included files, and function problems, whose programs have a driver.",
} as const;
export type EngineFeature = keyof typeof ENGINE_FEATURES;

export const UNSUPPORTED: Record<EngineName, readonly EngineFeature[]> = {
  sandbox: [],
  // Docker joins no two programs by pipes, and can't tell which of two ended first.
  docker: ["INTERACTIVE"],
  // Its API takes one source and one input. A second program could not read what the first one left.
  judge0: ["CHECKER_PROGRAMS", "INTERACTIVE", "MULTI_PASS", "PROBLEM_PROGRAMS", "SOURCE_FILES"],
};

export const ENGINE_TITLES: Record<EngineName, string> = { sandbox: "the local sandbox", docker: "Docker", judge0: "Judge0" };

const NOUNS: Record<EngineFeature, string> = {
  CHECKER_PROGRAMS: "problems with a checker program",
  INTERACTIVE: "interactive problems",
  MULTI_PASS: "multi-pass problems",
  PROBLEM_PROGRAMS: "programs of problems, such as validators and generators",
  SOURCE_FILES: "programs of several source files, such as those of function problems",
};

interface Judged {
  checkerProgram: string | null;
  interactor: string | null;
  passes: number;
  /** Of a function problem. */
  signature: object | null;
  includedFiles: object;
}

/** What an engine needs to judge a problem, the most telling first. */
export function featuresOf({ checkerProgram, interactor, passes, signature, includedFiles }: Judged): EngineFeature[] {
  return [
    ...(interactor !== null ? ["INTERACTIVE" as const] : []),
    ...(passes > 1 ? ["MULTI_PASS" as const] : []),
    ...(checkerProgram !== null ? ["CHECKER_PROGRAMS" as const] : []),
    ...(signature !== null || Object.keys(includedFiles).length > 0 ? ["SOURCE_FILES" as const] : []),
  ];
}

/** One sentence that names what the engine can't do of this; null if it can do all of it. */
export function refusalOf(engine: EngineName, features: readonly EngineFeature[]): string | null {
  const missing = features.filter((feature) => UNSUPPORTED[engine].includes(feature));
  if (missing.length === 0) return null;
  return `This installation runs programs with ${ENGINE_TITLES[engine]}, which does not support ${missing.map((feature) => NOUNS[feature]).join(" or ")}.`;
}
