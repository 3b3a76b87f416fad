import { realpathSync } from "node:fs";
import type { LocalContainer } from "./local-container.js";
import type { SandboxCapability } from "./sandbox.js";
import { COMPILED, NEED_CONTROL_GROUPS, runSelfTest, type Check } from "./self-test.js";

const NO_EXEC =
  "Compiled programs can't run: the launcher's run directory may be on a file system mounted with noexec, as /run often is. Start it with another --run-dir.";

interface Machine {
  open(): Promise<LocalContainer>;
  socketPath: string;
}

/** Never rejects: a sandbox that can't be tested has the level none. Takes a slot for about a second. */
export async function probeCapability({ open, socketPath }: Machine): Promise<SandboxCapability> {
  let container: LocalContainer | undefined;
  try {
    container = await open();
    const { cgroup, root, uid, problem } = container.welcome;
    const here = realpathSync(process.cwd());
    const hidden = [process.execPath, socketPath, ...(here === "/" ? [] : [here])].filter((path) => !isOurOwn(path));
    const controlGroups = cgroup !== "none";
    const checks = await runSelfTest(container, { sandboxUid: uid, ownUid: process.getuid?.() ?? -1, root, controlGroups, hidden });
    return judge(cgroup, checks, problem);
  } catch (error) {
    return { level: "none", cgroup: "none", detail: explain(error as Error), checks: { "programs run": (error as Error).message } };
  } finally {
    await container?.close();
  }
}

/** The worker itself may run from a folder that is visible in the sandbox, such as /usr/bin/node. */
const isOurOwn = (path: string): boolean => /^\/usr\/(bin|lib|lib64|libexec|include|share)\//.test(path);

function judge(cgroup: SandboxCapability["cgroup"], checks: Record<string, Check>, problem: string): SandboxCapability {
  const failed = Object.keys(checks).filter((name) => checks[name] !== null);
  const walls = failed.filter((name) => !NEED_CONTROL_GROUPS.includes(name));
  if (checks[COMPILED] && walls.length === 1) return { level: "none", cgroup, checks, detail: NO_EXEC };
  if (walls.length > 0)
    return {
      level: "none",
      cgroup,
      checks,
      detail: `The sandbox does not isolate programs on this machine (${walls.join(", ")}): use another machine.`,
    };
  if (cgroup === "none" || failed.length > 0)
    return {
      level: "no-cgroup",
      cgroup,
      checks,
      detail: `Memory and number of processes are not limited: ${problem || "the control group does not enforce its limits; use another machine"}.`,
    };
  return { level: "full", cgroup, checks, detail: "All limits and isolation checks passed." };
}

/**
 * Shown in the API, so it does not quote the message, which may contain paths of the machine; the log has it among the failed checks.
 */
function explain({ message }: Error): string {
  if (/ENOENT|ECONNREFUSED|EACCES/.test(message)) return "The sandbox launcher does not respond: start it as root, for this user.";
  if (/user namespace.*No space left/.test(message))
    return "This machine allows no user namespaces: set user.max_user_namespaces to 10000 or more with sysctl.";
  if (/user namespace/.test(message))
    return "Not even root can create user namespaces on this machine: in a container, allow them with seccomp=unconfined and apparmor=unconfined.";
  if (/Operation not permitted|No permissions|Creating new namespace|Can't mount proc/i.test(message))
    return "Namespaces are forbidden here: allow the launcher to create user namespaces and to mount /proc.";
  return "The sandbox could not be tested; see the worker's log.";
}
