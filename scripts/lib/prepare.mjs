// The steps before anything is started; shared by npm start, npm run dev and npm test. Safe to repeat: each skips what is done.
import { step } from "./console.mjs";
import { installDebianPackages, planDebianPackages } from "./debian-packages.mjs";
import { handOver, wasHandedOver } from "./hand-over.mjs";
import { requireLinux } from "./machine.mjs";
import { installNpmPackages } from "./npm-packages.mjs";

/**
 * Also installs the Debian packages in `extra`. Returns the exit code if the script was run to its end under Node 24; undefined if
 * this process is to continue.
 */
export async function prepareMachine({ extra = [] } = {}) {
  requireLinux();
  if (wasHandedOver()) return undefined;
  const plan = await planDebianPackages(extra);
  await allOrFirstFailure([step("npm packages", installNpmPackages), step("Debian packages", (say) => installDebianPackages(plan, say))]);
  return await handOver();
}

/** Waits for all steps before it throws: an interrupted package installation would have to be repaired by hand. */
async function allOrFirstFailure(steps) {
  const failed = (await Promise.allSettled(steps)).find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
}
