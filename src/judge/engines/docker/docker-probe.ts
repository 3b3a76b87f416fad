/** The self-test of a Docker engine: small attacks that must fail, in a container as submissions get it. */
import * as z from "zod";
import { MIB } from "../../../kernel/units.js";
import type { Container, ExecLimits, ExecOutcome, SandboxCapability } from "../../sandbox/sandbox.js";
import type { Toolchains } from "../engine.js";
import { LEARNER } from "./container-spec.js";
import type { DockerClient } from "./docker-client.js";

const LIMITS: ExecLimits = {
  // Generous: a slow machine must not look like a broken one.
  ...{ cpuMs: 20_000, wallMs: 60_000, memoryBytes: 96 * MIB, processes: 16 },
  ...{ stdoutBytes: MIB, stderrBytes: 64 * 1024, fileBytes: MIB },
};
const PYTHON = ["/usr/bin/python3", "-ISBc"];

/** Prints one JSON object: name → null or a reason. */
const WALLS = String.raw`
import json, os, socket
checks = {}
def status(field):
    for line in open("/proc/self/status"):
        if line.startswith(field + ":"): return line.split()[1]
def check(name, problem): checks[name] = problem or None
check("own user", None if os.getuid() == ${LEARNER} and os.getgid() == ${LEARNER} else f"runs as {os.getuid()}:{os.getgid()}")
check("no privilege", next((f"{field} is {status(field)}" for field in ("CapEff", "CapPrm", "CapInh", "CapAmb", "CapBnd") if int(status(field), 16)), None))
check("no new privileges", None if status("NoNewPrivs") == "1" else "privileges can be gained by exec")
names = [line.split(":")[0].strip() for line in open("/proc/net/dev").readlines()[2:]]
check("network", None if [name for name in names if name != "lo" and not name.startswith(("tunl", "sit", "ip6tnl", "gre", "erspan", "ip_vti", "ip6_vti"))] == [] else f"has {names}")
def writable(folder):
    try: os.close(os.open(folder + "/written", os.O_CREAT | os.O_WRONLY)); return True
    except OSError: return False
check("read-only files", next((f"{folder} can be written to" for folder in ("/", "/box", "/given", "/usr/bin", "/opt/judge", "/etc") if writable(folder)), None))
check("no engine", next((f"{path} is visible" for path in ("/var/run/docker.sock", "/run/docker.sock") if os.path.exists(path)), None))
print(json.dumps(checks))
`;
const EAT_MEMORY = "blocks = []\nwhile True: blocks.append(bytearray(1 << 20))";
const MANY_PROCESSES = `
import os, time
count = 0
try:
    while count < 100:
        if os.fork() == 0: time.sleep(60)
        count += 1
except OSError: pass
print(count, flush=True)
`;

/** Without control groups these can't hold; all others are isolation. */
const LIMIT_CHECKS = ["memory limit", "process limit"];

export async function probeDocker(
  { client, image }: { client: DockerClient; image: string },
  open: () => Promise<Container>,
): Promise<SandboxCapability> {
  let cgroup: SandboxCapability["cgroup"] = "none";
  let container: Container | undefined;
  const failed = (detail: string): SandboxCapability => ({ level: "none", cgroup, detail, checks: { "programs run": detail } });
  try {
    const info = await client.info();
    cgroup = info.CgroupVersion === "2" ? "v2" : info.CgroupVersion === "1" ? "v1" : "none";
    if ((await client.imageId(image)) === null)
      return failed("The Docker engine does not have the image of DOCKER_IMAGE: build it from deploy/docker-engine.");
    container = await open();
    const checks = await selfTest(container);
    const wrong = Object.keys(checks).filter((name) => checks[name] !== null);
    const walls = wrong.filter((name) => !LIMIT_CHECKS.includes(name));
    if (walls.length > 0)
      return { level: "none", cgroup, checks, detail: `Docker does not isolate programs as it should (${walls.join(", ")}).` };
    if (wrong.length > 0)
      return { level: "no-cgroup", cgroup, checks, detail: `Docker does not enforce every limit on this machine (${wrong.join(", ")}).` };
    return { level: "full", cgroup, checks, detail: "All limits and isolation checks passed in Docker." };
  } catch (error) {
    return failed((error as Error).message);
  } finally {
    await container?.close().catch(() => undefined);
  }
}

async function selfTest(container: Container): Promise<Record<string, string | null>> {
  const run = (program: string, limits: Partial<ExecLimits> = {}): Promise<ExecOutcome> =>
    container.exec({ argv: [...PYTHON, program], env: {}, stdin: Buffer.alloc(0), limits: { ...LIMITS, ...limits } });
  const said = ({ exitCode, signal, stopped, stderr }: ExecOutcome): string =>
    `exit ${exitCode ?? `by signal ${signal}`}${stopped ? ` (${stopped})` : ""} ${stderr.toString().trim().split("\n").at(-1)}`.slice(
      0,
      300,
    );

  const walls = await run(WALLS);
  if (walls.exitCode !== 0) return { "programs run": said(walls) };
  const checks: Record<string, string | null> = { "programs run": null, ...(JSON.parse(walls.stdout.toString()) as object) };
  const memory = await run(EAT_MEMORY);
  checks["memory limit"] = memory.oomKilled ? null : said(memory);
  const processes = await run(MANY_PROCESSES);
  const count = Number(processes.stdout.toString().trim());
  checks["process limit"] = count > 0 && count <= LIMITS.processes + 1 ? null : `${count} processes, ${said(processes)}`;
  const busy = await run("while True: pass", { cpuMs: 300 });
  checks["CPU time limit"] = busy.stopped === "cpu" ? null : said(busy);
  const asleep = await run("import time; time.sleep(60)", { wallMs: 1000 });
  checks["wall time limit"] = asleep.stopped === "wall" ? null : said(asleep);
  const talkative = await run("while True: print('x' * 1000)");
  checks["output limit"] = talkative.stopped === "output" ? null : said(talkative);
  return checks;
}

/** As `judge:setup` writes it; the image's Dockerfile puts it there. */
const MANIFEST = "/opt/judge/manifest.json";
const imageManifest = z.object({
  hash: z.string().optional(),
  versions: z.record(z.string(), z.string()).default({}),
  libraries: z.record(z.string(), z.array(z.string())).default({}),
});

export async function readToolchains(open: () => Promise<Container>): Promise<Toolchains> {
  const container = await open();
  try {
    const argv = ["/usr/bin/cat", MANIFEST];
    const { stdout, exitCode } = await container.exec({ argv, env: {}, stdin: Buffer.alloc(0), limits: LIMITS });
    // An image without one works, but says no versions, and its compiled programs are not kept.
    if (exitCode !== 0) return { hash: null, versions: {}, libraries: {} };
    const { hash = null, ...others } = imageManifest.parse(JSON.parse(stdout.toString()));
    return { hash, ...others };
  } finally {
    await container.close();
  }
}
