import type { Findings } from "../package-faults.js";
import type { PackageFiles } from "../package-files.js";
import type { PackageGroup, PackageTest } from "../problem-package.js";
import { TESTS_MAX } from "../../test-set.js";
import type { Element } from "./problem-xml.js";

export interface Testset {
  tests: PackageTest[];
  groups: PackageGroup[];
}

/** The test set that solutions are judged by. */
export function mainTestset(judging: Element | undefined): Element | undefined {
  const all = judging?.children("testset") ?? [];
  return all.find(({ attributes }) => attributes.name === "tests") ?? all[0];
}

export function readTestset(files: PackageFiles, testset: Element | undefined, findings: Findings): Testset {
  const listed = testset?.child("tests")?.children("test") ?? [];
  if (!testset || listed.length === 0) {
    findings.fault("TESTS_MISSING", "problem.xml", "There are no tests in `judging`.");
    return { tests: [], groups: [] };
  }
  if (listed.length > TESTS_MAX) {
    findings.fault("TEST_INVALID", "problem.xml", `There are ${listed.length} tests; at most ${TESTS_MAX} are allowed.`);
    return { tests: [], groups: [] };
  }
  const input = patternOf(testset.child("input-path-pattern")?.text ?? "tests/%02d");
  const answer = patternOf(testset.child("answer-path-pattern")?.text ?? "tests/%02d.a");
  const tests = listed.flatMap(({ attributes }, index): PackageTest[] => {
    const number = index + 1;
    const [inputFile, answerFile] = [files.get(input(number)), files.get(answer(number))];
    if (!inputFile || !answerFile) {
      const made = attributes.method === "generated" ? " Download the full package, which has the generated tests." : "";
      findings.fault("TEST_INVALID", inputFile ? answer(number) : input(number), `Test ${number} needs this file.${made}`);
      return [];
    }
    const sample = attributes.sample === "true";
    const group = nameOf(attributes.group);
    const folder = sample ? "sample" : group === "" ? "secret" : `secret/${group}`;
    const name = `${folder}/${String(number).padStart(String(listed.length).length, "0")}`;
    const points = attributes.points === undefined ? null : Number(attributes.points);
    return [
      {
        name,
        sample,
        explanation: "",
        input: inputFile,
        answer: answerFile,
        group: folder,
        checkerArguments: null,
        points: Number.isFinite(points) ? points : null,
      },
    ];
  });
  return { tests: [...tests.filter(({ sample }) => sample), ...tests.filter(({ sample }) => !sample)], groups: groupsOf(testset) };
}

function groupsOf(testset: Element): PackageGroup[] {
  return (testset.child("groups")?.children("group") ?? []).map((group) => {
    const { name, points, "points-policy": policy } = group.attributes;
    const most = points === undefined ? NaN : Number(points);
    return {
      name: `secret/${nameOf(name)}`,
      isDeclared: true,
      aggregation: policy === "complete-group" ? "PASS_FAIL" : policy === "each-test" ? "SUM" : null,
      maxScore: Number.isFinite(most) ? most : null,
      acceptScore: null,
      rejectScore: null,
      onReject: null,
      requires: (group.child("dependencies")?.children("dependency") ?? []).map(({ attributes }) => `secret/${nameOf(attributes.group)}`),
      graderFlags: [],
      inputValidatorArguments: [],
    };
  });
}

/** Names of groups as names of folders. */
function nameOf(given = ""): string {
  return given
    .replace(/[^\p{L}\p{N} ._-]+/gu, "-")
    .replace(/^[ ._-]+/, "")
    .slice(0, 40);
}

/** `tests/%02d` as a function of the number. */
function patternOf(pattern: string): (number: number) => string {
  return (number) => pattern.replace(/%(?:0(\d))?d/, (_, width: string | undefined) => String(number).padStart(Number(width ?? 0), "0"));
}
