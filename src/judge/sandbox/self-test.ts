/**
 * The sandbox's self-test, which must pass before it is trusted: each check is a small attack that must fail. They run as programs in
 * a real container, set up as usual.
 */
import type { Container, ExecLimits, ExecOutcome } from "./sandbox.js";

const MIB = 1024 * 1024;
const PYTHON = ["/usr/bin/python3", "-ISBc"];

const LIMITS: ExecLimits = {
  // Generous: a slow machine must not look like a broken one.
  cpuMs: 20_000,
  wallMs: 30_000,
  memoryBytes: 128 * MIB,
  processes: 16,
  stdoutBytes: MIB,
  stderrBytes: 64 * 1024,
  fileBytes: MIB,
};

/** These can't work without a control group; every other check is isolation that must hold. */
export const NEED_CONTROL_GROUPS: readonly string[] = ["memory limit", "files count as memory", "process limit"];

export const COMPILED = "compiled programs run";

/** Null if it passed, otherwise what happened instead. */
export type Check = string | null;

export interface SelfTestFacts {
  /** The user outside of the sandbox that programs should have, and the worker's own. */
  sandboxUid: number;
  ownUid: number;
  root: boolean;
  /** False if the launcher has none: the limits that need them are not tested. */
  controlGroups: boolean;
  /** Paths of this machine that must not be visible. */
  hidden: readonly string[];
}

/** Prints one JSON object: name → null or a reason. */
const WALLS = String.raw`
import ctypes, errno, json, os, socket, sys
facts = json.loads(sys.argv[1])
libc = ctypes.CDLL(None, use_errno=True)
checks = {}

def check(name):
    def record(test):
        try:
            checks[name] = test() or None
        except Exception as error:
            checks[name] = f"the check failed: {error!r}"
    return record

def refused(call, *args):
    try:
        call(*args)
    except OSError:
        return None
    return "was allowed"

def status(field):
    for line in open("/proc/self/status"):
        if line.startswith(field + ":"):
            return line.split()[1]

@check("own user")
def _():
    inside, outside, count = open("/proc/self/uid_map").read().split()
    if os.getuid() == 0 or count != "1": return f"uid map {inside} {outside} {count}"
    if facts["root"] and int(outside) in (0, facts["ownUid"]): return f"runs as user {outside} outside"
    if facts["root"] and int(outside) != facts["sandboxUid"]: return f"runs as user {outside}, not {facts['sandboxUid']}"

@check("no privilege")
def _():
    for field in ("CapEff", "CapPrm", "CapBnd", "CapInh", "CapAmb"):
        if int(status(field), 16): return f"{field} is {status(field)}"
    if status("NoNewPrivs") != "1": return "privileges can be gained by exec"

@check("system calls")
def _():
    if status("Seccomp") != "2": return "no filter"
    calls = {"unshare": lambda: libc.unshare(0x10000000), "mount": lambda: libc.mount(b"none", b"/tmp", b"tmpfs", 0, None),
             "ptrace": lambda: libc.ptrace(0, 0, 0, 0), "setns": lambda: libc.setns(0, 0), "sethostname": lambda: libc.sethostname(b"x", 1),
             "setpriority": lambda: libc.setpriority(0, 1, 0), "prlimit": lambda: libc.prlimit(1, 7, None, None), "inotify": lambda: libc.inotify_init1(0)}
    for name, call in calls.items():
        ctypes.set_errno(0)
        if call() != -1 or ctypes.get_errno() != errno.EPERM: return f"{name} gave {os.strerror(ctypes.get_errno())}"

@check("environment")
def _():
    # Not os.environ: Python itself puts a locale there.
    if open("/proc/self/environ").read(): return "is not empty"
    return refused(lambda: open("/proc/1/environ").read())

@check("network")
def _():
    if [line.split(":")[0].strip() for line in open("/proc/net/dev").readlines()[2:]] not in ([], ["lo"]): return "has an interface"
    return refused(socket.socket, socket.AF_INET, socket.SOCK_STREAM)

@check("read-only files")
def _():
    for folder in ("/", "/box", "/usr/bin", "/opt/judge", "/etc", "/dev", "/runner"):
        try:
            os.close(os.open(folder + "/written", os.O_CREAT | os.O_WRONLY))
            return f"{folder} can be written to"
        except OSError: pass

@check("hidden files")
def _():
    for path in ["/root", "/var", "/usr/local", "/sys", "/run", *facts["hidden"]]:
        if os.path.exists(path): return f"{path} is visible"
    if os.listdir("/home") != ["sandbox"]: return "folders of the machine's users are visible"

@check("hidden processes")
def _():
    seen = sorted(int(name) for name in os.listdir("/proc") if name.isdigit())
    if seen != [1, os.getpid()]: return f"sees processes {seen}"
    if os.path.exists("/proc/1/fd/0"): return "sees what pid 1 has open"

@check("standard input")
def _():
    if sys.stdin.read() != "input": return "did not arrive"
    if open("/dev/stdin").read() != "input": return "cannot be opened again"
    return refused(os.chmod, "/proc/self/fd/0", 0o666) or refused(lambda: os.open("/proc/self/fd/0", os.O_WRONLY))

print(json.dumps(checks))
`;

const LEAVE_TRACES = `
import os, time
for folder in ("/work", "/tmp", "/dev/shm", "/home/sandbox"):
    open(f"{folder}/trace", "w").write("x")
    os.makedirs(f"{folder}/a/b")
    os.chmod(f"{folder}/a", 0)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.closerange(0, 3)
        time.sleep(60)
    os._exit(0)
`;
const FIND_TRACES = `
import os
print(sum(len(os.listdir(folder)) for folder in ("/work", "/tmp", "/dev/shm", "/home/sandbox")), len([name for name in os.listdir("/proc") if name.isdigit()]))
`;
const EAT_MEMORY = `
blocks = []
while True: blocks.append(bytearray(1 << 20))
`;
const FILL_TMP = `
for number in range(63):
    with open(f"/tmp/{number}", "wb") as file: file.write(bytes(1 << 20))
`;
const MANY_PROCESSES = `
import os, time
count = 0
try:
    while count < 100:
        if os.fork() == 0:
            time.sleep(60)
        count += 1
except OSError: pass
print(count)
`;
const RUN_FILE = `
import subprocess
print(subprocess.run(["/box/program"], capture_output=True, text=True).stdout)
`;
const BIG_FILE = `
import os, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    with open("/tmp/big", "wb") as file:
        for _ in range(4): file.write(bytes(1 << 20)); file.flush()
except OSError as error: print(error.errno)
`;

/** Needs a container that has not run anything yet. Only throws if the container itself fails. */
export async function runSelfTest(container: Container, facts: SelfTestFacts): Promise<Record<string, Check>> {
  const checks: Record<string, Check> = {};
  const run = (program: string, limits: Partial<ExecLimits> = {}, stdin = "", ...words: string[]): Promise<ExecOutcome> =>
    container.exec({ argv: [...PYTHON, program, ...words], env: {}, stdin: Buffer.from(stdin), limits: { ...LIMITS, ...limits } });
  const text = ({ stdout }: ExecOutcome): string => stdout.toString().trim();
  const described = (outcome: ExecOutcome): string =>
    `exit ${outcome.exitCode ?? `by signal ${outcome.signal}`}${outcome.stopped ? ` (${outcome.stopped})` : ""}, ${text(outcome).slice(0, 200)} ${outcome.stderr.toString().trim().split("\n").at(-1)}`.trim();

  // An interpreter can read a script where the kernel refuses to run a compiled program.
  await container.put([{ path: "program", content: Buffer.from("#!/bin/sh\necho ran\n"), executable: true }]);
  const compiled = await run(RUN_FILE);
  checks[COMPILED] = text(compiled) === "ran" ? null : described(compiled);

  const walls = await run(WALLS, {}, "input", JSON.stringify(facts));
  if (walls.exitCode !== 0) return { "programs run": described(walls) };
  checks["programs run"] = null;
  Object.assign(checks, JSON.parse(text(walls)) as Record<string, Check>);

  await run(LEAVE_TRACES);
  const traces = await run(FIND_TRACES);
  checks["nothing left behind"] = text(traces) === "0 2" ? null : `files and processes: ${described(traces)}`;

  if (facts.controlGroups) {
    // A machine under pressure may spend all CPU time on reclaiming memory, which says nothing about the limit.
    const attack = async (program: string, limits: Partial<ExecLimits> = {}): Promise<ExecOutcome> => {
      const first = await run(program, limits);
      return first.stopped === "cpu" || first.stopped === "wall" ? run(program, limits) : first;
    };
    const memory = await attack(EAT_MEMORY);
    checks["memory limit"] = memory.oomKilled ? null : described(memory);
    const files = await attack(FILL_TMP, { memoryBytes: 32 * MIB, fileBytes: 2 * MIB });
    checks["files count as memory"] = files.oomKilled ? null : described(files);
    const processes = await run(MANY_PROCESSES);
    checks["process limit"] = text(processes) === String(LIMITS.processes - 1) ? null : described(processes);
  } else {
    // The attacks would take all of the machine's memory.
    for (const name of NEED_CONTROL_GROUPS) checks[name] = "no control group";
  }
  const file = await run(BIG_FILE);
  checks["file size limit"] = text(file) === "27" ? null : described(file);

  const busy = await run("while True: pass", { cpuMs: 100 });
  // Without a control group the kernel's own limit applies, in whole seconds.
  checks["CPU time limit"] =
    busy.stopped === "cpu" && busy.cpuMs < (facts.controlGroups ? 400 : 1400) ? null : `${described(busy)} after ${busy.cpuMs} ms`;
  const asleep = await run("import time; time.sleep(60)", { wallMs: 200 });
  checks["wall time limit"] = asleep.stopped === "wall" ? null : described(asleep);
  const talkative = await run("while True: print('x' * 1000)");
  checks["output limit"] = talkative.stopped === "output" && talkative.stdout.length === LIMITS.stdoutBytes ? null : described(talkative);
  return checks;
}
