/** The sandbox of a Docker engine: slots, leftovers and the self-test. dockerode speaks to the engine; the image has the toolchains. */
import { MINUTE_MS } from "../../../kernel/units.js";
import { type Container, type Loan, type Sandbox, type SandboxCapability, SandboxError } from "../../sandbox/sandbox.js";
import type { Toolchains } from "../engine.js";
import { createSlots } from "../slots.js";
import { UNTIL_LABEL } from "./container-spec.js";
import type { DockerClient } from "./docker-client.js";
import { DockerContainer, type DockerSetting } from "./docker-container.js";
import { probeDocker, readToolchains } from "./docker-probe.js";

export interface DockerSandboxOptions extends DockerSetting {
  slots: number;
}

export interface DockerSandbox extends Sandbox {
  toolchains(): Promise<Toolchains>;
}

export function createDockerSandbox({ slots: count, ...setting }: DockerSandboxOptions): DockerSandbox {
  const slots = createSlots(count);
  const open = new Set<DockerContainer>();
  let isClosed = false;

  const make = (giveBack: () => void): DockerContainer => {
    const container = new DockerContainer(setting, () => {
      open.delete(container);
      giveBack();
    });
    open.add(container);
    return container;
  };
  const take = async (): Promise<Container> => {
    if (isClosed) throw new SandboxError("The sandbox is closed.");
    await slots.take();
    return make(slots.free);
  };
  /** Of workers that died. Those of living ones are within their time. */
  const sweep = (): Promise<void> => removeLeftovers(setting, Date.now());
  const timer = setInterval(() => void sweep().catch(() => undefined), MINUTE_MS);
  timer.unref();

  return {
    slots: count,
    open: take,
    lend(): Promise<Loan | null> {
      const loan = isClosed ? null : slots.lend();
      return Promise.resolve(loan && { container: make(loan.giveBack), recalled: loan.recalled });
    },
    async probe(): Promise<SandboxCapability> {
      const capability = await probeDocker(setting, take);
      if (capability.level !== "none") await sweep().catch(() => undefined);
      return capability;
    },
    toolchains: () => readToolchains(take),
    async close() {
      isClosed = true;
      clearInterval(timer);
      await Promise.all([...open].map((container) => container.close()));
    },
  };
}

/** Removes containers of the installation whose time is over. */
export async function removeLeftovers(
  { client, installation }: { client: DockerClient; installation: string },
  now: number,
): Promise<void> {
  const all = await client.list(installation);
  const old = all.filter(({ labels }) => Number(labels[UNTIL_LABEL] ?? 0) < now);
  await Promise.all(old.map(({ id }) => client.remove(id)));
}
