/**
 * One line per attack: the program, what it tries, the one defence that stops it, and how to see that it succeeded. The
 * test runs each twice: as in production, where it must fail, and with that defence switched off, where it must succeed;
 * an attack that never succeeds would prove nothing.
 */
import type { BoxFile, ExecLimits, ExecOutcome } from "../../../src/judge/sandbox/sandbox.js";

export const MIB = 1024 * 1024;

export const LIMITS: ExecLimits = {
  cpuMs: 2000,
  wallMs: 5000,
  memoryBytes: 64 * MIB,
  processes: 16,
  stdoutBytes: 256 * 1024,
  stderrBytes: 64 * 1024,
  fileBytes: 16 * MIB,
};

export interface Observed {
  /** The attack, and the same program called once more in the same container, with "look" for "attack". */
  attack: ExecOutcome | null;
  look: ExecOutcome | null;
  collected: readonly BoxFile[];
  error: Error | null;
}

export interface Attack {
  program: string;
  attack: string;
  defence: string;
  /** Names of native/weaken.h. More than one where a second wall stands behind the first. */
  weaken: readonly string[];
  /** Attack the compiler instead of being run. */
  compile?: true;
  limits?: Partial<ExecLimits>;
  looksAgain?: true;
  /** Why this counts as success; by default the program says so itself. */
  succeeded?: (observed: Observed, limits: ExecLimits) => boolean;
  /** How the failed attempt must look. */
  ends?: (outcome: ExecOutcome) => boolean;
}

const printed = (outcome: ExecOutcome | null): string => outcome?.stdout.toString() ?? "";
export const saysPwned = ({ attack, look }: Observed): boolean => printed(attack).includes("PWNED") || printed(look).includes("PWNED");
const countsAboveLimit = ({ attack }: Observed, { processes }: ExecLimits): boolean => Number(printed(attack)) > processes;
const oomKilled = ({ oomKilled }: ExecOutcome): boolean => oomKilled;
const stoppedFor =
  (reason: ExecOutcome["stopped"]) =>
  ({ stopped }: ExecOutcome): boolean =>
    stopped === reason;

const PROCESS_LIMIT = "a limit on processes and threads, the control group's pids controller";
const MEMORY_LIMIT = "a limit on all memory of all processes, the control group's memory controller";
const FILTER = "the filter on system calls";

export const ATTACKS: readonly Attack[] = [
  // More than its share
  {
    program: "fork-bomb.cpp",
    attack: "processes that multiply",
    defence: PROCESS_LIMIT,
    weaken: ["pids"],
    limits: { memoryBytes: 512 * MIB, cpuMs: 8000, wallMs: 12_000 },
    succeeded: countsAboveLimit,
  },
  { program: "thread-bomb.cpp", attack: "threads without end", defence: PROCESS_LIMIT, weaken: ["pids"], succeeded: countsAboveLimit },
  {
    program: "ThreadBomb.java",
    attack: "threads of a runtime that needs many",
    defence: PROCESS_LIMIT,
    weaken: ["pids"],
    limits: { processes: 64, memoryBytes: 512 * MIB, cpuMs: 8000, wallMs: 12_000 },
    succeeded: countsAboveLimit,
  },
  { program: "memory-heap.py", attack: "memory on the heap", defence: MEMORY_LIMIT, weaken: ["memory"], ends: oomKilled },
  { program: "memory-mapped.cpp", attack: "shared memory that is mapped", defence: MEMORY_LIMIT, weaken: ["memory"], ends: oomKilled },
  {
    program: "memory-files.py",
    attack: "memory as files in /tmp",
    defence: MEMORY_LIMIT,
    weaken: ["memory"],
    limits: { memoryBytes: 32 * MIB },
    ends: oomKilled,
  },
  { program: "memory-stack.cpp", attack: "memory on the stack", defence: MEMORY_LIMIT, weaken: ["memory"] },
  {
    program: "memory-in-children.py",
    attack: "memory in many small processes",
    defence: MEMORY_LIMIT,
    weaken: ["memory"],
    ends: oomKilled,
  },
  {
    program: "memory-buffers.js",
    attack: "memory outside the runtime's own limit",
    defence: MEMORY_LIMIT,
    weaken: ["memory"],
    limits: { processes: 32, memoryBytes: 128 * MIB },
    ends: oomKilled,
  },
  {
    program: "output-stdout.cpp",
    attack: "more output than allowed",
    defence: "counting while reading, and a stop",
    weaken: ["output"],
    succeeded: ({ attack }, { stdoutBytes }) => attack!.stdout.length > stdoutBytes,
    ends: stoppedFor("output"),
  },
  {
    program: "output-stderr.py",
    attack: "more error output than allowed",
    defence: "counting while reading, and a stop",
    weaken: ["output"],
    succeeded: ({ attack }, { stderrBytes }) => attack!.stderr.length > stderrBytes,
    ends: stoppedFor("output"),
  },
  {
    program: "output-by-another-name.py",
    attack: "output through /dev/stdout opened again",
    defence: "it is the same pipe",
    weaken: ["output"],
    succeeded: ({ attack }, { stdoutBytes }) => attack!.stdout.length > stdoutBytes,
    ends: stoppedFor("output"),
  },
  {
    program: "sleeper.py",
    attack: "sleeping",
    defence: "a limit on elapsed time",
    weaken: ["wall"],
    limits: { wallMs: 400 },
    ends: stoppedFor("wall"),
  },
  {
    program: "busy-loop.cpp",
    attack: "a loop that ignores every signal",
    defence: "a limit on CPU time",
    weaken: ["cpu"],
    limits: { cpuMs: 300 },
    ends: stoppedFor("cpu"),
  },
  {
    program: "busy-children.py",
    attack: "CPU time spread over children",
    defence: "the control group's CPU account",
    weaken: ["cpu"],
    limits: { cpuMs: 600 },
    ends: stoppedFor("cpu"),
  },
  {
    program: "raise-limit.py",
    attack: "raising its own limit",
    defence: "hard limits, and no capability to raise them",
    weaken: ["file-size"],
    limits: { fileBytes: MIB },
  },
  { program: "leave-core.py", attack: "leaving the core it was given", defence: FILTER, weaken: ["seccomp"] },

  // Living on
  {
    program: "daemon.py",
    attack: "a daemon that outlives its test",
    defence: "everything in the pid namespace is killed after each test",
    weaken: ["reap"],
    looksAgain: true,
  },
  { program: "leftovers.py", attack: "files for the next test", defence: "/tmp and /out are emptied", weaken: ["wipe"], looksAgain: true },
  {
    program: "leftovers-deep.py",
    attack: "a folder too deep to be emptied",
    defence: "/tmp is emptied without following its depth",
    weaken: ["wipe"],
    looksAgain: true,
  },
  {
    program: "leftovers-attributes.py",
    attack: "a message in a folder's own times and mode",
    defence: "they are reset",
    weaken: ["wipe"],
    looksAgain: true,
  },
  {
    program: "leftovers-shared-memory.cpp",
    attack: "shared memory that outlives its process",
    defence: FILTER,
    weaken: ["seccomp"],
    looksAgain: true,
  },
  {
    program: "write-box.py",
    attack: "changing the program that the next test runs",
    defence: "/box and all else is read-only",
    weaken: ["readonly-box"],
    looksAgain: true,
  },

  // Reaching out
  {
    program: "network-connect.py",
    attack: "a connection to this machine",
    defence: "a network namespace without a network, and the filter",
    weaken: ["network"],
    looksAgain: true,
  },
  {
    program: "network-abstract.py",
    attack: "a connection to a local service by its abstract name",
    defence: "a network namespace",
    weaken: ["network"],
    looksAgain: true,
  },
  { program: "network-listen.py", attack: "a service of its own", defence: "the filter on sockets", weaken: ["network"] },
  { program: "read-files.py", attack: "reading this machine's files", defence: "only listed folders are there", weaken: ["filesystem"] },
  {
    program: "include-file.cpp",
    attack: "reading a file through a compiler's error messages",
    defence: "only listed folders are there",
    weaken: ["filesystem"],
    compile: true,
    succeeded: ({ attack }) => attack!.stderr.includes("HOSTILE_TEST_SECRET"),
  },
  {
    program: "read-environment.py",
    attack: "reading secrets of the launcher's environment",
    defence: "everything starts with an empty environment",
    weaken: ["env"],
  },
  {
    program: "read-init-memory.py",
    attack: "reading pid 1's memory and descriptors",
    defence: "pid 1 is not dumpable",
    weaken: ["dumpable"],
  },
  {
    program: "stdin-overwrite.py",
    attack: "changing the test's input",
    defence: "input is a sealed file, opened for reading",
    weaken: ["sealed-stdin"],
  },
  {
    program: "stdin-chmod.py",
    attack: "changing the mode of a file that root made",
    defence: "a user who is nobody outside",
    weaken: ["uid"],
  },
  {
    program: "out-symlink.py",
    attack: "links among the results",
    defence: "the collector follows none",
    weaken: ["collect"],
    succeeded: ({ collected }) => collected.length > 0,
  },
  { program: "out-special.py", attack: "fifos, devices and sockets among the results", defence: FILTER, weaken: ["seccomp"] },

  // Taking over
  {
    program: "forged-result.cpp",
    attack: "a forged result on pid 1's channel",
    defence: "programs do not inherit the channel",
    weaken: ["channel"],
    succeeded: ({ attack }) => attack?.exitCode === 0,
    ends: ({ exitCode }) => exitCode === 42,
  },
  {
    program: "ptrace-init.cpp",
    attack: "tracing pid 1",
    defence: "the filter, and that pid 1 is not dumpable",
    weaken: ["seccomp", "dumpable"],
  },
  {
    program: "kill-everything.py",
    attack: "killing pid 1 and all others",
    defence: "a pid namespace, whose first process cannot be killed from inside",
    weaken: ["pid-namespace"],
    succeeded: ({ error }) => error !== null,
  },
  { program: "new-namespaces.cpp", attack: "becoming root in a namespace of its own", defence: FILTER, weaken: ["seccomp"] },
  { program: "new-namespaces-clone3.cpp", attack: "the same through clone3", defence: FILTER, weaken: ["seccomp"] },
  {
    program: "io-uring.cpp",
    attack: "system calls that no filter sees",
    defence: "the filter, and no memory that may be locked",
    weaken: ["seccomp", "locked-memory"],
  },

  // Through the compiler
  {
    program: "compile-time.cpp",
    attack: "a source that compiles for ever",
    defence: "a limit on CPU time",
    weaken: ["cpu"],
    compile: true,
    limits: { cpuMs: 500, wallMs: 2500, memoryBytes: 1024 * MIB },
    succeeded: ({ attack }, { cpuMs }) => attack!.cpuMs > 2 * cpuMs,
    ends: stoppedFor("cpu"),
  },
  {
    program: "compile-size.cpp",
    attack: "a source that becomes a huge program",
    defence: "a limit on file size",
    weaken: ["file-size"],
    compile: true,
    limits: { memoryBytes: 512 * MIB, fileBytes: 8 * MIB },
    succeeded: ({ collected }, { fileBytes }) => collected.some(({ content }) => content.length > fileBytes),
  },
  {
    program: "compile-device.cpp",
    attack: "an endless include",
    defence: MEMORY_LIMIT,
    weaken: ["memory"],
    compile: true,
    limits: { memoryBytes: 128 * MIB, wallMs: 1000 },
    succeeded: ({ attack }, { memoryBytes }) => attack!.peakMemoryBytes > 2 * memoryBytes,
    ends: oomKilled,
  },
];
