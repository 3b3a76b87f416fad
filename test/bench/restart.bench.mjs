/** From the death of an API to its next answer, as `npm start` keeps it alive, against a bare start of the same program. */
import { setTimeout as delay } from "node:timers/promises";
import { ask } from "../../scripts/lib/ask.mjs";
import { programNode } from "../../scripts/lib/hand-over.mjs";
import { keepAlive } from "../../scripts/lib/keep-alive.mjs";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { tryPort } from "../../scripts/lib/ports.mjs";
import { spawnTied } from "../../scripts/lib/run.mjs";
import { endChild } from "../../scripts/lib/wait.mjs";
import { createInstallation } from "./support/installation.mjs";
import { inTurn, median } from "./support/measure.mjs";

const ROUNDS = 10;
const ASK_EVERY_MS = 10;

async function answers(port) {
  while (
    !(await ask(`http://127.0.0.1:${port}/ready`, { timeoutMs: 2000 }).then(
      ({ status }) => status === 200,
      () => false,
    ))
  )
    await delay(ASK_EVERY_MS);
}

const sinceMs = (startedAt) => performance.now() - startedAt;

export async function run({ row, env }) {
  const installation = await createInstallation(env);
  const begin = async (port) => {
    const child = spawnTied(programNode(), [inRoot("dist", "bundle", "api.js")], {
      env: { ...installation.env, PORT: String(port) },
      stdout: "ignore",
    });
    await answers(port);
    return child;
  };
  const end = (child) => endChild(child, "SIGTERM", 15_000);
  const port = await tryPort(0);
  const kept = await keepAlive({
    name: "API",
    begin: () => begin(port),
    end,
    onGiveUp: (reason) => console.error(reason),
  });
  try {
    const { restart, bare } = await inTurn(
      {
        async restart() {
          const child = kept.child();
          const startedAt = performance.now();
          child.kill("SIGKILL");
          while (kept.child() === child) await delay(ASK_EVERY_MS);
          return sinceMs(startedAt);
        },
        async bare() {
          const startedAt = performance.now();
          const child = await begin(await tryPort(0));
          const tookMs = sinceMs(startedAt);
          await end(child);
          return tookMs;
        },
      },
      { rounds: ROUNDS, warmUp: 1 },
    );
    row({
      what: "a killed API answers again, median",
      value: median(restart),
      unit: "ms",
      baseline: "a bare start of it",
      baselineValue: median(bare),
      target: { ratioAtMost: 3 },
    });
  } finally {
    await kept.stop();
    await installation.stop();
  }
}
