/** An engine of any sandbox with containers: compiles in one of its containers and runs the tests in another. */
import { compile, type Compiled } from "../compilation.js";
import { type LendContainer, withContainers } from "../containers.js";
import { planExecution } from "../execution.js";
import { type Partner, runAlone, type RunTest } from "../run-test.js";
import type { Container, Sandbox } from "../sandbox/sandbox.js";
import type { ExecutionEngine, Program, ProgramRequest, Toolchains } from "./engine.js";
import type { EngineName } from "./features.js";

const UNKNOWN = { hash: null, versions: {}, libraries: {} };

export function createContainerEngine(
  name: EngineName,
  sandbox: Sandbox,
  toolchains: () => Promise<Toolchains> = () => Promise.resolve(UNKNOWN),
): ExecutionEngine {
  return {
    name,
    slots: sandbox.slots,
    withProgram: (request, work) =>
      withContainers(sandbox, request.signal, async (open, lend) => {
        const { language, source, files, entry, artifacts } = request;
        const compilation = await compile({ language, source, files, entry, open, artifacts });
        return work(compilation.ok ? programIn(compilation, lend, request) : compilation);
      }),
    probe: () => sandbox.probe(),
    toolchains,
    close: () => sandbox.close(),
  };
}

function programIn({ output, container, files }: Compiled, lend: LendContainer, { language, limits, ...request }: ProgramRequest): Program {
  const execution = planExecution(language, limits, {
    hasFiles: request.entry !== undefined || (request.files ?? []).length > 0,
    entry: request.entry?.path,
  });
  const laneIn = async (lane: Container, partner: Partner | undefined): Promise<RunTest> =>
    partner ? partner.join(lane, execution, language) : runAlone(lane, execution, language);
  return {
    ok: true,
    output,
    lane: (partner) => laneIn(container, partner),
    async lend(partner) {
      const loan = await lend();
      if (!loan) return null;
      const { container: lent, recalled } = loan;
      const giveBack = (): void => void lent.close();
      try {
        await lent.put(files);
        return { runTest: await laneIn(lent, partner), recalled, giveBack };
      } catch (error) {
        giveBack();
        throw error;
      }
    },
  };
}
