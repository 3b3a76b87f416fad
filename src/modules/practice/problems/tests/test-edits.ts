/** Applies changes of single tests to a set. Pure: handles names and locations, never the data itself. */
import type { Sample, TestSummary } from "./stored-test-set.js";
import type { PlannedData, TestPlan } from "./test-plan.js";
import { fault, faultOfArguments, faultsOfNames, faultsOfTests, type TestFault } from "./test-faults.js";
import type { TestChangeInput, TestDataInput } from "./test-edits.type.js";

/** The tests after all changes, in order, or all faults of the changes. `at` is the index of the change. */
export function applyChanges(
  base: { tests: readonly TestSummary[]; samples: readonly Sample[] },
  changes: readonly TestChangeInput[],
): { tests: TestPlan[]; faults: TestFault[] } {
  const tests = plansOf(base);
  const faults: TestFault[] = [];
  for (const [at, change] of changes.entries()) {
    const problem = apply(tests, change);
    if (problem) faults.push({ ...problem, at });
  }
  return { tests, faults: faults.length > 0 ? faults : faultsOfTests(tests) };
}

/** The tests of a set, each as it is. */
export function plansOf({ tests, samples }: { tests: readonly TestSummary[]; samples: readonly Sample[] }): TestPlan[] {
  const explanations = new Map(samples.map(({ name, explanation }) => [name, explanation]));
  return tests.map(({ name, sample, origin, checkerArguments }, index) => ({
    name,
    sample,
    explanation: explanations.get(name) ?? "",
    input: { base: index },
    output: { base: index },
    ...(origin && { origin }),
    ...(checkerArguments && { checkerArguments }),
  }));
}

function apply(tests: TestPlan[], { add, replace, remove, rename, move }: TestChangeInput): TestFault | null {
  if (add) {
    const bad = faultOfNewName(tests, add.name);
    if (bad) return bad;
    const { name, sample, explanation, checkerArguments } = add;
    const test = {
      ...{ name, sample: sample ?? false, explanation: explanation ?? "" },
      ...{ input: dataOf(add.input), output: dataOf(add.output) },
      ...(checkerArguments && { checkerArguments }),
    };
    tests.splice(add.position ?? tests.length, 0, test);
    return faultOfArguments(test);
  }
  const name = replace?.name ?? rename?.name ?? move?.name ?? remove ?? "";
  const index = tests.findIndex((test) => test.name === name);
  const test = tests[index];
  if (!test) return fault("NAME_UNKNOWN", name, "There is no test with this name.");
  if (remove != null) tests.splice(index, 1);
  if (move) tests.splice(move.position, 0, ...tests.splice(index, 1));
  if (rename) {
    const bad = rename.to === name ? null : faultOfNewName(tests, rename.to);
    if (bad) return bad;
    test.name = rename.to;
  }
  if (replace) {
    test.sample = replace.sample ?? test.sample;
    test.explanation = replace.explanation === undefined ? test.explanation : (replace.explanation ?? "");
    if (replace.checkerArguments === null) delete test.checkerArguments;
    else if (replace.checkerArguments) test.checkerArguments = replace.checkerArguments;
    if (replace.input || replace.output) delete test.origin;
    if (replace.input) test.input = dataOf(replace.input);
    if (replace.output) test.output = dataOf(replace.output);
    if (replace.checkerArguments) return faultOfArguments(test);
  }
  return null;
}

function faultOfNewName(tests: readonly TestPlan[], name: string): TestFault | null {
  if (tests.some((test) => test.name === name)) return fault("NAME_TAKEN", name, "Another test has the same name.");
  return faultsOfNames([name])[0] ?? null;
}

/** The input's validation ensures that exactly one is set. */
function dataOf({ text, fileId }: TestDataInput): PlannedData {
  return fileId != null ? { file: fileId } : { text: text ?? "" };
}
