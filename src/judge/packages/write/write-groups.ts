/** Test groups as the files of folders that the formats have. What they cannot say is a note; `codequest.json` has it all. */
import { stringify } from "yaml";
import { groupIndexes } from "../../scoring/test-groups.js";
import { maxScoreOf, rounded, type Scoring, type TestGroup } from "../../scoring/scoring.js";
import type { WrittenFile } from "../written-file.js";

interface Grouped {
  scoring: Scoring;
  /** By test: its name here, and the path below `data/` that it gets. */
  tests: readonly { name: string; sample: boolean; path: string }[];
}

export function writeGroups({ scoring, tests }: Grouped, isLegacy: boolean): { files: WrittenFile[]; notes: string[] } {
  if (scoring.mode !== "SCORED") return { files: [], notes: [] };
  const notes: string[] = [];
  const files: WrittenFile[] = [];
  const name = isLegacy ? "testdata.yaml" : "test_group.yaml";
  const write = (folder: string, values: object) => files.push({ path: `data/${folder}${name}`, content: stringify(values) });
  const max = maxScoreOf(scoring)!;
  if (isLegacy) write("", { on_reject: "continue", range: `0 ${max}`, grader_flags: "sum ignore_sample" });

  const folders = new Map<string, TestGroup>();
  const groups = groupIndexes(scoring.groups, tests).map((index) => (index === null ? undefined : scoring.groups[index]));
  tests.forEach(({ path, name: test }, at) => {
    const group = groups[at];
    if (!group) return;
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const other = folders.get(folder);
    if (other && other !== group)
      notes.push(`The tests \`${test}\` and others of its folder are in different groups, which the format cannot express.`);
    folders.set(folder, other ?? group);
  });
  const shared = Map.groupBy(folders, ([, group]) => group);
  for (const [group, entries] of shared) {
    const count = tests.filter((_, at) => groups[at] === group).length;
    if (entries.length > 1) notes.push(`The group \`${group.name}\` has tests in several folders, which share its points here.`);
    if (group.aggregation === "PRODUCT") notes.push(`The group \`${group.name}\` multiplies the parts of its tests: MIN is written.`);
    if (group.testPoints.length > 0) notes.push(`Points of single tests of \`${group.name}\` are left out.`);
    if (isLegacy && group.requires.length > 0) notes.push(`\`${group.name}\` requires other groups, which the format does not know.`);
    if (!isLegacy && group.rejectedScore > 0) notes.push(`Points of rejected tests of \`${group.name}\` are left out.`);
    for (const [folder] of entries) write(folder, isLegacy ? legacyGroup(group, count) : modernGroup(group, entries.length));
  }
  if (!isLegacy && !folders.has("secret/")) write("secret/", { max_score: max, score_aggregation: "sum" });
  return { files, notes: [...new Set(notes)] };
}

function legacyGroup({ maxScore, aggregation, rejectedScore, stopOnFirstFailure }: TestGroup, count: number): object {
  const isSum = aggregation === "SUM";
  return {
    on_reject: stopOnFirstFailure ? "break" : "continue",
    grader_flags: isSum ? "sum" : "min",
    accept_score: isSum ? rounded(maxScore / count) : maxScore,
    ...(rejectedScore > 0 && { reject_score: rejectedScore }),
    range: `0 ${maxScore}`,
  };
}

function modernGroup({ maxScore, aggregation, requires }: TestGroup, folders: number): object {
  return {
    max_score: rounded(maxScore / folders),
    score_aggregation: aggregation === "SUM" ? "sum" : "min",
    ...(requires.length > 0 && { require_pass: requires }),
  };
}
