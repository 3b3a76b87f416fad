import type { Worker } from "node:worker_threads";

/** Elapsed time counts by this part where CPU time is unknown. */
const PATIENCE = 10;

/** CPU milliseconds of the thread from now on. Before Node.js 24.6 they are unknown: there it is a tenth of the elapsed time. */
export async function cpuClock(worker: Worker): Promise<() => Promise<number>> {
  if (!("cpuUsage" in worker)) {
    const since = performance.now();
    return async () => (performance.now() - since) / PATIENCE;
  }
  // Rejects once the thread has ended.
  const used = async (before?: NodeJS.CpuUsage) => worker.cpuUsage(before).catch(() => ({ user: 0, system: 0 }));
  const before = await used();
  return async () => {
    const { user, system } = await used(before);
    return (user + system) / 1000;
  };
}
