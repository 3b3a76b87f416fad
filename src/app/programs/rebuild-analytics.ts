import { startRebuild } from "../../modules/insight/analytics/refresh/rebuild.js";
import { refreshAnalytics } from "../../modules/insight/analytics/refresh/refresh.js";
import type { Platform } from "../../platform/platform.js";

/** Less than this in one pass is what happens anew. */
const FEW = 50;

/** `npm run rebuild:analytics`: computes all figures again. If it is stopped, or while workers refresh, they go on with it. */
export async function rebuildAnalytics({ db, log }: Pick<Platform, "db" | "log">, print: (line: string) => void): Promise<void> {
  await db.transaction((tx) => startRebuild(tx));
  let transactions = 0;
  for (let last = FEW; last >= FEW; transactions += last) last = await refreshAnalytics(db, { log });
  const [{ waiting } = { waiting: 0 }] = (await db.em
    .fork()
    .execute("select count(*)::int as waiting from analytics_changes where kind in ('REBUILD', 'SUBMISSION')")) as { waiting: number }[];
  print(`${transactions} steps done${waiting > 0 ? `; ${waiting} changes are left to the workers` : ""}`);
}
