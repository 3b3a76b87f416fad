/**
 * Plans of the statements that programs send, by auto_explain (https://www.postgresql.org/docs/18/auto-explain.html): reads the log of the
 * database and finds statements that read a large table from end to end, or that sort on disk.
 */
import { existsSync, readFileSync, statSync } from "node:fs";

/** A table of fewer rows is read whole faster than through an index. */
const LARGE_ROWS = 20_000;

/** Every new connection to the database logs its plans, with figures. Connections that are open already do not. */
export async function logPlans(sql, name) {
  const settings = {
    session_preload_libraries: "'auto_explain'",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_timing": "off",
    "auto_explain.log_format": "'json'",
    "auto_explain.log_nested_statements": "off",
  };
  for (const [setting, value] of Object.entries(settings)) await sql(`alter database ${name} set ${setting} = ${value}`);
}

export async function stopLoggingPlans(sql, name) {
  await sql(`alter database ${name} reset all`);
}

export const logEnd = (log) => (existsSync(log) ? statSync(log).size : 0);

const nodesOf = (plan) => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** `{ query, ms, faults }` of each statement in the log after `from`. `large` are the names of large tables with their rows. */
export function plansSince(log, from, large) {
  const text = readFileSync(log).subarray(from).toString();
  const found = [];
  for (const [, ms, json] of text.matchAll(/duration: ([\d.]+) ms  plan:\n([\s\S]*?\n\t\})(?=\n(?!\t))/g)) {
    const { "Query Text": query, Plan: plan } = JSON.parse(json.replaceAll("\n\t", "\n"));
    const nodes = nodesOf(plan);
    const scans = nodes.filter(
      (node) => node["Node Type"] === "Seq Scan" && large[node["Relation Name"]] !== undefined && node["Actual Loops"] > 0,
    );
    const wasted = nodes.filter((node) => (node["Rows Removed by Filter"] ?? 0) * (node["Actual Loops"] ?? 1) > LARGE_ROWS);
    const spilled = nodes.filter((node) => node["Sort Space Type"] === "Disk");
    const faults = [
      ...scans.map((node) => `reads ${node["Relation Name"]} (${large[node["Relation Name"]]} rows) from end to end`),
      ...wasted.map(
        (node) =>
          `${node["Node Type"]} of ${node["Relation Name"] ?? node["Index Name"] ?? "rows"} drops ${node["Rows Removed by Filter"] * node["Actual Loops"]} rows`,
      ),
      ...spilled.map(() => "sorts on disk"),
    ];
    found.push({ query: query.replaceAll(/\s+/g, " "), ms: Number(ms), faults });
  }
  return found;
}

export async function largeTables(sql) {
  const rows = await sql(
    `select relname as name, reltuples::int as rows from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples >= ${LARGE_ROWS}`,
  );
  return Object.fromEntries(rows.map(({ name, rows: count }) => [name, count]));
}
