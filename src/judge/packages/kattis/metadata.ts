/** `problem.yaml` of all versions of the format. */
import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { KIB, MIB } from "../../../kernel/units.js";
import type { Findings } from "../package-faults.js";
import type { PackageFiles } from "../package-files.js";
import { readText } from "../package-files.js";
import type { PackageCredits, PackageLimits } from "../problem-package.js";
import { readYaml, valuesOf } from "../yaml.js";
import { OWN_GRADER } from "./test-config.js";

const LEGACY_VERSIONS = ["legacy", "legacy-icpc"];
const MODERN_VERSION = /^(2025-09|2023-07)(-draft)?$|^draft$/;

/** Longer than any column that it becomes. */
const PROSE_CHARS = 2000;
const text = z.string().transform((given) => given.slice(0, PROSE_CHARS));
const title = z.union([text, z.number().transform(String)]);
const scalar = z.union([z.string().max(2000), z.number()]).transform(String);
const words = z.union([text.transform((line) => line.split(/[\s,]+/).filter(Boolean)), z.array(scalar)]);
const seconds = z.number().positive().max(3600);
const person = z.union([text, z.object({ name: text }).transform(({ name }) => name)]);
const people = z.union([person.transform((one) => [one]), z.array(person)]);
const source = z.union([
  text.transform((name) => ({ name, url: null })),
  z.object({ name: title, url: text.nullish().transform((url) => url ?? null) }),
]);

const credits = z.union([
  person.transform((one) => [one]),
  z.looseObject({ authors: people.optional() }).transform(({ authors }) => authors ?? []),
]);

const SHAPE = {
  problem_format_version: scalar,
  name: z.union([title.transform((name) => ({ "": name })), z.record(z.string().max(20), title)]),
  type: words,
  uuid: scalar,
  author: text,
  credits,
  source: z.union([source.transform((one) => [one]), z.array(source)]),
  source_url: text,
  license: text,
  rights_owner: people.transform((owners) => owners.join(", ")),
  limits: z.record(z.string(), z.unknown()),
  validation: z.string().max(2000),
  validator_flags: scalar,
  // A word in the oldest packages.
  grading: z.union([z.enum(["default", "custom"]), z.looseObject({ objective: z.enum(["max", "min"]).optional() })]),
  scoring: z.looseObject({ objective: z.enum(["max", "min"]).optional() }),
  keywords: words,
  constants: z.record(z.string(), z.union([scalar, z.record(z.string(), scalar)])),
  // Read, and without a counterpart here.
  version: scalar,
  languages: words,
  embargo_until: z.unknown(),
  allow_file_writing: z.boolean(),
};

/** Verdicts are the same without them: if they are invalid, they are noted. */
const OPTIONAL = [
  ...(["uuid", "author", "credits", "source", "source_url", "license", "rights_owner", "keywords"] as const),
  ...(["version", "languages", "allow_file_writing"] as const),
];

const LIMITS = {
  time_limit: seconds,
  time_resolution: seconds,
  memory: z.number().positive(),
  output: z.number().positive(),
  time_multiplier: z.number().positive(),
  time_safety_margin: z.number().positive(),
  time_multipliers: z.looseObject({ ac_to_time_limit: z.number().min(1).optional(), time_limit_to_tle: z.number().min(1).optional() }),
  validation_passes: z.int().min(2).max(1000),
};

export interface Metadata {
  legacy: boolean;
  /** By locale; the empty locale stands for the only one. */
  names: Record<string, string>;
  uuid: string | null;
  credits: PackageCredits;
  limits: PackageLimits;
  keywords: string[];
  scoring: { objective: "MAX" | "MIN" } | null;
  interactive: boolean;
  multiPass: boolean;
  passes: number;
  submitAnswer: boolean;
  /** Legacy: whether an output validator of the package is used. Modern packages have one or not. */
  customValidator: boolean | null;
  validatorFlags: string[];
  /** Replaced in texts as `{{name}}`. */
  constants: ReadonlyMap<string, string>;
}

/** Null, with faults, if the file cannot be read. */
export async function readMetadata(files: PackageFiles, findings: Findings): Promise<Metadata | null> {
  const path = "problem.yaml";
  const given = await readYaml(files.get(path)!, findings);
  if (!given) return null;
  const values = valuesOf(SHAPE, given, path, findings, OPTIONAL);
  const version = values.problem_format_version ?? "legacy";
  const legacy = LEGACY_VERSIONS.includes(version);
  if (!legacy && !MODERN_VERSION.test(version)) {
    findings.fault("FORMAT_UNKNOWN", path, `The version ${version} of the format is not known. Known: legacy, 2023-07 and 2025-09.`);
    return null;
  }
  for (const key of ["languages", "embargo_until", "allow_file_writing", "version"] as const) {
    const isDefault = [undefined, false].includes(values[key] as undefined) || isDeepStrictEqual(values[key], ["all"]);
    if (!isDefault) findings.note(path, `\`${key}\` is not used.`);
  }
  if (values.grading === "custom") findings.fault("UNSUPPORTED", path, OWN_GRADER);
  const grading = typeof values.grading === "object" ? values.grading : undefined;
  const types = [...(values.type ?? []), ...(values.validation ?? "").split(/\s+/)];
  const limits = valuesOf(LIMITS, values.limits ?? {}, `${path}: limits`, findings);
  return {
    legacy,
    names: values.name ?? {},
    uuid: values.uuid ?? null,
    credits: {
      authors: values.credits ?? (values.author === undefined ? [] : values.author.split(/,| and /).map((name) => name.trim())),
      sources: (values.source ?? []).map(({ name, url }) => ({ name, url: url ?? values.source_url ?? null })),
      license: values.license ?? null,
      rightsOwner: values.rights_owner ?? null,
    },
    limits: {
      timeMs: limits.time_limit === undefined ? await ownTimeLimit(files, findings) : Math.round(limits.time_limit * 1000),
      memoryKb: limits.memory === undefined ? null : Math.round(limits.memory * KIB),
      outputBytes: limits.output === undefined ? null : Math.round(limits.output * MIB),
      acceptedToLimit: limits.time_multipliers?.ac_to_time_limit ?? limits.time_multiplier ?? null,
      limitToExceeded: limits.time_multipliers?.time_limit_to_tle ?? limits.time_safety_margin ?? null,
    },
    keywords: values.keywords ?? [],
    scoring: types.includes("scoring") ? { objective: (grading ?? values.scoring)?.objective === "min" ? "MIN" : "MAX" } : null,
    interactive: types.includes("interactive"),
    multiPass: types.includes("multi-pass"),
    passes: types.includes("multi-pass") ? (limits.validation_passes ?? 2) : 1,
    submitAnswer: types.includes("submit-answer"),
    customValidator: legacy ? types.includes("custom") : null,
    validatorFlags: (values.validator_flags ?? "").split(/\s+/).filter(Boolean),
    constants: constantsOf(values.constants ?? {}),
  };
}

/** Seconds in a file of their own, as DOMjudge and BAPCtools have it. */
async function ownTimeLimit(files: PackageFiles, findings: Findings): Promise<number | null> {
  for (const [path, pattern] of [
    [".timelimit", /^\s*([\d.]+)\s*$/],
    ["domjudge-problem.ini", /^\s*timelimit\s*=\s*['"]?([\d.]+)/m],
  ] as const) {
    const file = files.get(path);
    const found = file && pattern.exec((await readText(file, findings, KIB)) ?? "");
    if (found && Number(found[1]) > 0) return Math.round(Number(found[1]) * 1000);
  }
  return null;
}

function constantsOf(given: Record<string, string | Record<string, string>>): ReadonlyMap<string, string> {
  const constants = new Map<string, string>();
  for (const [name, value] of Object.entries(given)) {
    const variants = typeof value === "string" ? { value } : value;
    for (const [variant, one] of Object.entries(variants)) constants.set(`${name}.${variant}`, one);
    if (variants.value !== undefined) constants.set(name, variants.value);
  }
  return constants;
}

/** Replaces `{{name}}`; unknown names stay. */
export function withConstants(text: string, constants: ReadonlyMap<string, string>): string {
  if (constants.size === 0) return text;
  return text.replace(/\{\{([A-Za-z_][\w.]*)\}\}/g, (whole, name: string) => constants.get(name) ?? whole);
}
