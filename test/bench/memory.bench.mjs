/** What an API and a worker hold in memory while nothing happens. */
import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { createInstallation } from "./support/installation.mjs";

const SETTLE_MS = 5000;

async function residentMb(pid) {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)[1]) / 1024;
}

export async function run({ row, env }) {
  const installation = await createInstallation(env);
  try {
    const api = await installation.startApi();
    const worker = await installation.startWorker();
    await delay(SETTLE_MS);
    row({ what: "resident memory of an idle API", value: await residentMb(api.pid), unit: "MB" });
    row({ what: "resident memory of an idle worker", value: await residentMb(worker.pid), unit: "MB" });
  } finally {
    await installation.stop();
  }
}
