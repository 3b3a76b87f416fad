// Whether anything will be judged, from the API's own words; for the end of npm start and the begin of npm run demo.
import { slowness } from "./slowness.mjs";
import { sleep } from "./wait.mjs";

export const JUDGE = "{ judge { level takesJobs problem } }";
const ASK_EVERY_MS = 500;
/** A worker takes a moment to announce itself, and after a pause to do it again. */
const BELIEVED_AFTER_MS = 4000 * slowness();
const TESTED_AFTER_MS = 10_000;

/**
 * Resolves to { takesJobs, line }, the line being what to show. `ask` resolves to `judge`, or to undefined when nothing
 * answers. Waits while a worker tests its sandbox, and says so; resolves to undefined when `goesOn` ends it.
 */
export async function awaitJudge(ask, { tell, goesOn = () => true }) {
  const began = Date.now();
  let problemSince;
  let told = false;
  while (goesOn()) {
    const judge = await ask();
    if (judge?.takesJobs) return { takesJobs: true, line: `Judge: level ${judge.level}.` };
    const now = Date.now();
    problemSince = judge?.problem ? (problemSince ?? now) : undefined;
    if (problemSince !== undefined && now - problemSince >= BELIEVED_AFTER_MS)
      return { takesJobs: false, line: `! Judge: level ${judge.level}, so nothing is judged. ${judge.problem}` };
    if (!told && now - began >= TESTED_AFTER_MS) {
      told = true;
      tell("… the worker tests its sandbox");
    }
    await sleep(ASK_EVERY_MS);
  }
  return undefined;
}
