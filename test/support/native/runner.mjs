// Runs suites that need no services in threads that keep what they have imported: a suite takes a quarter of the time that it takes with
// modules and globals of its own. A run has at least two threads even where one is asked for: the thread of Jest itself would keep the
// modules of the run before (`npm run test:watch`).
import { createRunner } from "jest-light-runner";

// Else the runner asks its threads for colours where there is no terminal.
if (!process.stdout.isTTY) process.env.FORCE_COLOR ??= "0";

const LightRunner = createRunner({ runtime: "worker_threads" });

export default class NativeRunner extends LightRunner {
  constructor(globalConfig, ...others) {
    super({ ...globalConfig, maxWorkers: Math.max(2, globalConfig.maxWorkers) }, ...others);
  }
}
