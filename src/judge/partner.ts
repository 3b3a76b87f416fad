/** A program of the problem in the companion of a submission's container, where the submission can't reach it. */
import { MIB } from "../kernel/units.js";
import type { ArtifactCache } from "./artifact-cache.js";
import type { CheckerProgram } from "./checker-programs/checker-program.js";
import { programLanguage } from "./checker-programs/program-checker.js";
import { failed } from "./checker-programs/protocol.js";
import { build, type Built, filesOf } from "./compilation.js";
import type { Execution } from "./execution.js";
import type { Language } from "./languages/language.js";
import type { Partner, RunTest } from "./run-test.js";
import type { Companion, Container, ExecOutcome } from "./sandbox/sandbox.js";

export interface PartnerOptions {
  program: CheckerProgram;
  /** In messages, such as "The interactor". */
  name: string;
  /** A container to compile in; the caller closes it. */
  open(): Promise<Container>;
  artifacts?: ArtifactCache;
}

/** Of its feedback folder: all files that it keeps between passes, and the input of the next pass. */
export const FEEDBACK_LIMITS = { maxBytes: 9 * MIB, maxFiles: 100 };

interface Installed {
  language: Language;
  /** Has the program at /box. */
  companion: Companion;
}

interface Submitted {
  container: Container;
  execution: Execution;
  submissionLanguage: Language;
}

/** Compiles the program once, at the first test, and installs it in the companion of each container. */
export function createPartner(options: PartnerOptions, prepare: (installed: Installed, submitted: Submitted) => RunTest): Partner {
  const { program, name, open, artifacts } = options;
  const language = programLanguage(program);
  const compileOnce = async (): Promise<Built> => {
    const built = await build({ language, source: program.source, files: filesOf(program), open, artifacts });
    await built.container?.close();
    return built;
  };
  let compiling: Promise<Built> | undefined;
  return {
    async join(container, execution, submissionLanguage) {
      const built = await (compiling ??= compileOnce());
      if (!built.ok) {
        const check = failed(`${name} does not compile any more.`, built.output);
        return () => Promise.resolve({ outcome: NOTHING, ruling: null, check, actual: Buffer.alloc(0), repeated: false, transcript: null });
      }
      const companion = await container.companion();
      await companion.put(built.files);
      return prepare({ language, companion }, { container, execution, submissionLanguage });
    },
  };
}

/** For a test in which nothing ran. */
const NOTHING: ExecOutcome = {
  ...{ exitCode: 0, signal: null, stopped: null, oomKilled: false, fileAtLimit: false },
  ...{ cpuMs: 0, wallMs: 0, peakMemoryBytes: 0, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) },
};
