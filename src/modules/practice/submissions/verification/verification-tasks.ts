import type { ProgramHead } from "../../problems/programs/program-rows.js";
import type { VerificationReport } from "./report.js";
import type { VerificationScope } from "./verification.entity.js";
import type { VerificationSubject } from "./verification-subject.js";

export type VerificationTask =
  | { kind: "validate"; program: ProgramHead; tests: number }
  /** Makes all generated tests of one generator again. */
  | { kind: "regenerate"; program: ProgramHead | null; generator: string; indexes: number[]; tests: number }
  | { kind: "solve"; program: ProgramHead; tests: number };

/** In order. Solutions that are meant to pass come first: others run with a limit that their times suggest. */
export function tasksOf({ programs, testSet: { tests } }: VerificationSubject, scope: VerificationScope): VerificationTask[] {
  const withPurpose = (purpose: ProgramHead["purpose"]) => programs.filter((program) => program.purpose === purpose);
  const validating = withPurpose("VALIDATOR").map((program): VerificationTask => ({ kind: "validate", program, tests: tests.length }));
  if (scope === "INPUTS") return validating;
  const generated = tests.flatMap(({ origin }, index) => (origin ? [{ generator: origin.generator, index }] : []));
  const generators = new Map(withPurpose("GENERATOR").map((program) => [program.name, program]));
  const regenerating = [...Map.groupBy(generated, ({ generator }) => generator)].map(([generator, group]): VerificationTask => {
    const indexes = group.map(({ index }) => index);
    return { kind: "regenerate", program: generators.get(generator) ?? null, generator, indexes, tests: indexes.length };
  });
  const isAccepted = ({ expectedVerdicts }: ProgramHead) => expectedVerdicts.includes("ACCEPTED");
  const solutions = withPurpose("SOLUTION");
  const solving = [...solutions.filter(isAccepted), ...solutions.filter((program) => !isAccepted(program))].map(
    (program): VerificationTask => ({ kind: "solve", program, tests: tests.length }),
  );
  return [...validating, ...regenerating, ...solving];
}

/** Tests done and in total, over all tasks. */
export function progressOf(tasks: readonly VerificationTask[], { task, test }: Pick<VerificationReport, "task" | "test">) {
  const sum = (some: readonly VerificationTask[]) => some.reduce((total, { tests }) => total + tests, 0);
  return { done: sum(tasks.slice(0, task)) + test, total: sum(tasks) };
}
