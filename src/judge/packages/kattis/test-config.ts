/** `testdata.yaml` (legacy), `test_group.yaml` and the `.yaml` of a test. */
import * as z from "zod";
import type { Findings } from "../package-faults.js";
import type { PackageFiles } from "../package-files.js";
import type { PackageGroup } from "../problem-package.js";
import { readYaml, valuesOf } from "../yaml.js";

const scalar = z.union([z.string().max(2000), z.number()]).transform(String);
const flags = z.union([
  scalar.transform((line) => line.split(/\s+/).filter(Boolean)),
  z.looseObject({ flags: z.string().optional() }).transform((given) => (given.flags ?? "").split(/\s+/).filter(Boolean)),
]);
const list = z.array(scalar).max(100);
const AGGREGATIONS = { "pass-fail": "PASS_FAIL", sum: "SUM", min: "MIN", max: "MAX", avg: "AVERAGE" } as const;
const score = z.number().min(-1e9).max(1e9);

/** Draft versions of 2023-07. */
const scoring = z.looseObject({
  score: z.union([score, z.literal("unbounded")]).optional(),
  aggregation: z.enum(["sum", "min", "pass-fail"]).optional(),
});

const GROUP = {
  // Legacy.
  on_reject: z.enum(["break", "continue"]),
  grading: z.string().max(100),
  grader_flags: scalar,
  input_validator_flags: flags,
  output_validator_flags: flags,
  accept_score: z.union([score, z.string().regex(/^[+-]?[\d.]+$/)]).transform(Number),
  reject_score: z.union([score, z.string().regex(/^[+-]?[\d.]+$/)]).transform(Number),
  range: scalar,
  // 2025-09.
  scoring,
  max_score: z.union([score, z.literal("unbounded")]),
  score_aggregation: z.enum(["pass-fail", "sum", "min"]),
  require_pass: z.union([scalar.transform((one) => [one]), list]),
  input_validator_args: z.union([list, z.record(z.string(), list).transform(() => [] as string[])]),
  output_validator_args: list,
  // Without a counterpart here, and without an effect on verdicts.
  input_visualizer_args: z.unknown(),
  output_visualizer_args: z.unknown(),
  full_feedback: z.boolean(),
  args: list,
  static_validation_score: z.unknown(),
  static_validator_args: z.unknown(),
};

const TEST = {
  output_validator_args: list,
  input_validator_args: z.unknown(),
  input_visualizer_args: z.unknown(),
  output_visualizer_args: z.unknown(),
  full_feedback: z.boolean(),
  args: list,
  hint: z.string(),
  description: z.string(),
};
const OPTIONAL = ["full_feedback", "hint", "description"] as const;

/** Verdict and score would be others without it, and a grader sees verdicts and scores of tests, which has no counterpart here. */
export const OWN_GRADER =
  "`grading: custom`: graders of packages are not supported. Use the default grader, whose `grader_flags` are `sum`, `min` and others.";

/** The group of a folder such as `data/secret/group1`. Arguments are null if the folder sets none. */
export async function readGroup(
  files: PackageFiles,
  folder: string,
  findings: Findings,
): Promise<{ group: PackageGroup; checkerArguments: string[] | null }> {
  const file = files.get(`${folder}/test_group.yaml`) ?? files.get(`${folder}/testdata.yaml`);
  const given = file && (await readYaml(file, findings));
  const values = given ? valuesOf(GROUP, given, file.path, findings, ["full_feedback"]) : {};
  if (values.grading === "custom") findings.fault("UNSUPPORTED", file!.path, OWN_GRADER);
  if (values.args) findings.note(file!.path, "Arguments for the submission are not used.");
  if (values.static_validation_score !== undefined) findings.note(file!.path, "The static validator is not used.");
  const words = (values.grader_flags ?? "").split(/\s+/).filter(Boolean);
  const mode = words.findLast((word) => Object.hasOwn(AGGREGATIONS, word)) ?? values.score_aggregation ?? values.scoring?.aggregation;
  const group: PackageGroup = {
    name: folder.slice("data/".length),
    isDeclared: file !== undefined,
    aggregation: mode ? AGGREGATIONS[mode as keyof typeof AGGREGATIONS] : null,
    maxScore: maxScoreOf(values.max_score ?? values.scoring?.score, values.range),
    acceptScore: values.accept_score ?? null,
    rejectScore: values.reject_score ?? null,
    onReject: values.on_reject ? (values.on_reject === "break" ? "BREAK" : "CONTINUE") : null,
    requires: values.require_pass ?? [],
    graderFlags: words.filter((word) => !Object.hasOwn(AGGREGATIONS, word)),
    inputValidatorArguments: values.input_validator_args ?? values.input_validator_flags ?? [],
  };
  return { group, checkerArguments: values.output_validator_args ?? values.output_validator_flags ?? null };
}

export async function readTestConfig(
  files: PackageFiles,
  inputPath: string,
  findings: Findings,
): Promise<{ checkerArguments: string[] | null; hint: string | null }> {
  const file = files.get(inputPath.replace(/\.in$/, ".yaml"));
  const given = file && (await readYaml(file, findings, { leaveOut: ["hint", "description"] }));
  if (!given) return { checkerArguments: null, hint: null };
  const { output_validator_args: args, hint, args: ofProgram } = valuesOf(TEST, given, file.path, findings, OPTIONAL);
  if (ofProgram) findings.note(file.path, "Arguments for the submission are not used.");
  return { checkerArguments: args ?? null, hint: hint?.trim() ?? null };
}

function maxScoreOf(given: number | "unbounded" | undefined, range: string | undefined): number | null {
  if (typeof given === "number") return given;
  const most = Number(range?.trim().split(/\s+/)[1]);
  return Number.isFinite(most) ? most : null;
}
