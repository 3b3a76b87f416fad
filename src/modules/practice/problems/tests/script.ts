/** Turns a script into a plan: names and programs, never the data itself. */
import type { FieldProblem } from "../../../../kernel/field-codes.js";
import { fieldErrors } from "../../../../kernel/errors.js";
import type { ProgramHead } from "../programs/program-rows.js";
import type { GeneratedTestInput } from "./generate-tests.type.js";
import { faultsOfTests, refusedTests } from "./test-faults.js";
import type { TestPlan } from "./test-plan.js";

interface Script {
  lines: readonly GeneratedTestInput[];
  solution: string;
}

/** Replaces tests of the same name in their place and appends the others. BAD_USER_INPUT with all faults of the script. */
export function applyScript(base: readonly TestPlan[], { lines, solution }: Script, programs: readonly ProgramHead[]): TestPlan[] {
  const idOf = (purpose: ProgramHead["purpose"], name: string) =>
    programs.find((program) => program.purpose === purpose && program.name === name)?.id;
  const unknown: FieldProblem[] = lines.flatMap(({ generator }, at): FieldProblem[] => {
    if (idOf("GENERATOR", generator)) return [];
    const message = `The problem has no generator \`${generator}\`.`;
    return [{ field: `input.lines.${at}.generator`, code: "UNKNOWN_VALUE", message }];
  });
  const solutionId = idOf("SOLUTION", solution);
  if (!solutionId) {
    unknown.push({ field: "input.solution", code: "UNKNOWN_VALUE", message: `The problem has no reference solution \`${solution}\`.` });
  }
  if (unknown.length > 0) throw fieldErrors(unknown);
  const made = lines.map(({ name, generator, arguments: words, sample, explanation, checkerArguments }): TestPlan => ({
    name,
    sample: sample ?? false,
    explanation: explanation ?? "",
    input: { generator: idOf("GENERATOR", generator)!, arguments: words ?? [] },
    output: { solution: solutionId! },
    ...(checkerArguments && { checkerArguments }),
  }));
  const inScript = faultsOfTests(made);
  if (inScript.length > 0) throw refusedTests(inScript, "input.lines", { parts: true });
  const byName = new Map(made.map((test) => [test.name, test]));
  const present = new Set(base.map(({ name }) => name));
  const tests = [...base.map((test) => byName.get(test.name) ?? test), ...made.filter(({ name }) => !present.has(name))];
  const faults = faultsOfTests(tests);
  if (faults.length > 0)
    throw refusedTests(
      faults.map(({ at: _at, ...rest }) => rest),
      "input.lines",
    );
  return tests;
}
