/** Where an accepted judgement stands among the best solutions of all accounts: same problem, language and toolchain. */
import DataLoader from "dataloader";
import * as z from "zod";
import type { LoaderFactory, RequestContext } from "../../../../graphql/context.js";
import { contract, type PayloadOf } from "../../../../kernel/contract.js";
import { MINUTE_MS } from "../../../../kernel/units.js";
import { rows } from "../../../../platform/database/database.js";
import type { CacheRegion } from "../../../../platform/redis/read-cache.js";
import { distribution, distributionOf, percentileOf, type Counted } from "./distribution.js";
import type { StandingType } from "./standing.type.js";

/** With fewer, a percentile says little, and a histogram would tell the figures of single accounts. */
export const FEWEST_SOLUTIONS = 10;

/** Memory is compared in steps of this size: measurements differ by as much. */
const MEMORY_STEP_KB = 64;

export const distributions = contract("solution distributions", z.object({ cpu: distribution, memory: distribution }));
type Distributions = PayloadOf<typeof distributions>;

const DISTRIBUTIONS: CacheRegion<Distributions> = { name: "solution-distributions", longestMs: MINUTE_MS, content: distributions };

/** Collects what several answers of the cache miss into one statement. */
const COLLECT_MS = 5;

interface Judged {
  id: string;
  problemId: string;
  language: string;
  toolchain: string;
  cpuMs: number;
  peakMemoryKb: number;
}

/** By judgement id. Checks no permission. */
export const standingOf: LoaderFactory<string, StandingType | null> = (context) =>
  new DataLoader(async (ids) => {
    const found = await rows<Judged>(
      context.em,
      `select j.id, s.problem_id as "problemId", s.language, j.toolchain, j.cpu_ms as "cpuMs", j.peak_memory_kb as "peakMemoryKb"
       from judgements j join submissions s on s.id = j.submission_id
       where j.id = any(?::uuid[]) and j.verdict = 'ACCEPTED' and not j.staged and j.toolchain is not null
         and j.cpu_ms is not null and j.peak_memory_kb is not null`,
      [`{${ids.join(",")}}`],
    );
    const keyOf = ({ problemId, language, toolchain }: Judged) => JSON.stringify({ problemId, language, toolchain });
    const missing = distributionsByKey(context);
    const keys = [...new Set(found.map(keyOf))];
    const read = await Promise.all(keys.map((key) => context.cache.read(DISTRIBUTIONS, key, () => missing.load(key))));
    const byKey = new Map(keys.map((key, i) => [key, read[i]!]));
    const byId = new Map(found.map((judged) => [judged.id, standingIn(byKey.get(keyOf(judged))!, judged)]));
    return ids.map((id) => byId.get(id) ?? null);
  });

function standingIn({ cpu, memory }: Distributions, { cpuMs, peakMemoryKb }: Judged): StandingType | null {
  if (cpu.total < FEWEST_SOLUTIONS) return null;
  return {
    solutionCount: cpu.total,
    cpuPercentile: percentileOf(cpuMs, cpu),
    memoryPercentile: percentileOf(peakMemoryKb - (peakMemoryKb % MEMORY_STEP_KB), memory),
    cpuHistogramMs: cpu.histogram,
    memoryHistogramKb: memory.histogram,
  };
}

const distributionsByKey = ({ em }: RequestContext) =>
  new DataLoader<string, Distributions>(
    async (keys) => {
      const groups = keys.map((key, n) => ({ n, ...(JSON.parse(key) as object) }));
      const counted = await rows<Counted & { n: number; isCpu: boolean }>(em, COUNTED, [JSON.stringify(groups)]);
      const figures = Map.groupBy(counted, ({ n, isCpu }) => `${n} ${isCpu}`);
      return keys.map((_, n) => ({
        cpu: distributionOf(figures.get(`${n} true`) ?? [], 1),
        memory: distributionOf(figures.get(`${n} false`) ?? [], MEMORY_STEP_KB),
      }));
    },
    { batchScheduleFn: (go) => setTimeout(go, COLLECT_MS) },
  );

/** Reads only the index, once; decision 30 has the plan and its figures. */
const COUNTED = `
  with solutions as (
    select g.n, b.cpu_ms, b.peak_memory_kb
    from jsonb_to_recordset(?::jsonb) g(n int, "problemId" uuid, language text, toolchain text)
    join best_solutions b on b.problem_id = g."problemId" and b.language = g.language and b.toolchain = g.toolchain)
  select n, true as "isCpu", cpu_ms as value, count(*)::int as count from solutions group by 1, 3
  union all
  select n, false, peak_memory_kb - peak_memory_kb % ${MEMORY_STEP_KB}, count(*)::int from solutions group by 1, 3
  order by 1, 2, 3`;
