// Asks the API whether anything will be judged; for the end of npm start and the beginning of npm run demo.
import { slowness } from "./slowness.mjs";
import { sleep } from "./wait.mjs";

export const JUDGE = "{ judge { level takesJobs problem workersAlive } }";
const ASK_EVERY_MS = 500;
/** A worker takes a moment to register, also again after a pause. */
const BELIEVED_AFTER_MS = 4000 * slowness();
const TESTED_AFTER_MS = 10_000;

/**
 * Resolves to { takesJobs, line }, with the line to print. `ask` resolves to `judge`, or to undefined without an answer. Waits while a
 * worker tests its sandbox, and says so; resolves to undefined when `goesOn` returns false. While `isStarting`, that no worker is there is
 * not believed: on a slow machine it takes a while to register.
 */
export async function awaitJudge(ask, { tell, goesOn = () => true, isStarting = () => false }) {
  const began = Date.now();
  let problemSince;
  let told = false;
  while (goesOn()) {
    const judge = await ask();
    if (judge?.takesJobs) return { takesJobs: true, line: `Judge: level ${judge.level}.` };
    const now = Date.now();
    const registers = judge?.workersAlive === 0 && isStarting();
    problemSince = judge?.problem && !registers ? (problemSince ?? now) : undefined;
    if (problemSince !== undefined && now - problemSince >= BELIEVED_AFTER_MS)
      return { takesJobs: false, line: `! Judge: level ${judge.level}, so nothing is judged. ${judge.problem}` };
    if (!told && now - began >= TESTED_AFTER_MS) {
      told = true;
      tell(registers ? "… the worker starts" : "… the worker tests its sandbox");
    }
    await sleep(ASK_EVERY_MS);
  }
  return undefined;
}
