/** Makes the engine that the configuration names, with its pools for programs of problems. Runs in the worker. */
import type { Env } from "../../../../config/env.js";
import { createContainerEngine } from "../../../../judge/engines/container-engine.js";
import { createDockerClient } from "../../../../judge/engines/docker/docker-client.js";
import { createDockerSandbox } from "../../../../judge/engines/docker/docker-sandbox.js";
import type { ExecutionEngine, Toolchains } from "../../../../judge/engines/engine.js";
import { createJudge0Engine } from "../../../../judge/engines/judge0/judge0-engine.js";
import { createNoSandbox } from "../../../../judge/engines/no-sandbox.js";
import { createLocalSandbox } from "../../../../judge/sandbox/local-sandbox.js";
import type { Sandbox } from "../../../../judge/sandbox/sandbox.js";
import { SECOND_MS } from "../../../../kernel/units.js";
import { createKeptProof, NO_KEPT_PROOF, type KeptProof } from "./kept-proof.js";

export interface Engines {
  /** For submissions. */
  engine: ExecutionEngine;
  /** For checkers and interactors. */
  checkers: Sandbox;
  /** For programs of authors that check or make tests: no judging waits for one of these. */
  authors: Sandbox;
  kept: KeptProof;
}

/** `readLocal`: the toolchains of this machine. */
export function createEngines(env: Env, slots: number, readLocal: () => Promise<Toolchains>): Engines {
  switch (env.EXECUTION_ENGINE) {
    case "sandbox": {
      const pool = (): Sandbox => createLocalSandbox({ socketPath: env.JUDGE_LAUNCHER_SOCKET, slots });
      const kept = createKeptProof({
        folder: env.JUDGE_CACHE_DIR,
        socketPath: env.JUDGE_LAUNCHER_SOCKET,
        judgeHome: env.JUDGE_HOME,
        toolchain: async () => (await readLocal()).hash ?? undefined,
      });
      return { engine: createContainerEngine("sandbox", pool(), readLocal), checkers: pool(), authors: pool(), kept };
    }
    case "docker": {
      const client = createDockerClient({ url: env.DOCKER_URL, timeoutMs: env.DOCKER_TIMEOUT_MS });
      const setting = { client, image: env.DOCKER_IMAGE, installation: env.REDIS_PREFIX, slots };
      const main = createDockerSandbox(setting);
      const engine = createContainerEngine("docker", main, () => main.toolchains());
      return { engine, checkers: createDockerSandbox(setting), authors: createDockerSandbox(setting), kept: NO_KEPT_PROOF };
    }
    case "judge0": {
      const engine = createJudge0Engine({
        baseUrl: env.JUDGE0_URL,
        key: env.JUDGE0_KEY,
        keyHeader: env.JUDGE0_KEY_HEADER,
        timeoutMs: env.JUDGE0_TIMEOUT_MS,
        queueMs: env.JUDGE0_QUEUE_SECONDS * SECOND_MS,
        slots,
      });
      return { engine, checkers: createNoSandbox(), authors: createNoSandbox(), kept: NO_KEPT_PROOF };
    }
  }
}
