// Invariants after the accidents. Each check returns the violations.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../run.mjs";
import { slowness } from "../slowness.mjs";
import { sleep } from "../wait.mjs";

/** Repeats the check until it finds nothing, or the time is over. */
export async function settled(check, timeoutMs) {
  const deadline = Date.now() + timeoutMs * slowness();
  for (;;) {
    const faults = await check();
    if (faults.length === 0 || Date.now() > deadline) return faults;
    await sleep(300);
  }
}

const FINAL = `
  select s.id, count(j.id)::int as judgements, min(j.status) as status, min(j.verdict) as verdict, max(j.attempt)::int as attempt
  from submissions s left join judgements j on j.submission_id = s.id group by s.id`;

/** Every acknowledged submission, and no other, has one judgement with the verdict that its code deserves. */
export async function checkVerdicts(query, sent) {
  const faults = [];
  const found = new Map((await query(FINAL)).map((row) => [row.id, row]));
  for (const { id, expected, told } of sent) {
    const row = found.get(id);
    if (!row) faults.push(`${id} was acknowledged but is lost`);
    else if (row.judgements !== 1 || row.status !== "FINISHED" || row.verdict !== expected)
      faults.push(`${id} ended as ${row.status} ${row.verdict} with ${row.judgements} judgements, and should be ${expected}`);
    if (told?.length !== 1 || told[0] !== expected)
      faults.push(`the watcher of ${id} received ${told?.join(", ") || "nothing"} instead of ${expected} exactly once`);
    found.delete(id);
  }
  for (const id of found.keys()) faults.push(`${id} exists twice, or was never acknowledged`);
  return faults;
}

const COUNTS = `
  select p.id, coalesce(st.submissions, 0) as submissions, coalesce(st.accepted, 0) as accepted,
    (select count(*)::int from judgements j join submissions s on s.id = j.submission_id where s.problem_id = p.id and j.verdict <> 'SYSTEM_ERROR') as "rowSubmissions",
    (select count(*)::int from judgements j join submissions s on s.id = j.submission_id where s.problem_id = p.id and j.verdict = 'ACCEPTED') as "rowAccepted",
    (select count(*)::int from outbox) as "notHandled"
  from problems p left join problem_stats st on st.problem_id = p.id`;

/** Every verdict was counted exactly once. */
export async function checkCounts(query) {
  return (await query(COUNTS))
    .filter((row) => row.submissions !== row.rowSubmissions || row.accepted !== row.rowAccepted || row.notHandled > 0)
    .map((row) => `the counters of problem ${row.id} are not those of its rows: ${JSON.stringify(row)}`);
}

/** Finds processes that refer to the folder of this run, and control groups of its launchers. */
export async function findLeftovers(directory, launcherNames) {
  const faults = [];
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)) {
    try {
      const words = readFileSync(join("/proc", pid, "cmdline"), "utf8");
      const environment = readFileSync(join("/proc", pid, "environ"), "utf8");
      if (words.includes(directory) || environment.includes(directory))
        faults.push(`process ${pid} is left: ${words.replaceAll("\0", " ")}`);
    } catch {
      // The process has just exited.
    }
  }
  const { output } = await run("find", ["/sys/fs/cgroup", "-type", "d", "-name", "codequest-*"]);
  for (const path of output.split("\n").filter((line) => launcherNames.has(line.split("/").at(-1))))
    faults.push(`control group ${path} is left`);
  return faults;
}
