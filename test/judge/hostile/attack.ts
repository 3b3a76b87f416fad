/** What an attack is, and the words that many of them share. */
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

/** Things of this machine that attacks reach for. */
export interface Bait {
  port: number;
  abstractName: string;
  /** Files in /var/tmp that everyone may read: a header and a script. */
  fileName: string;
  scriptName: string;
  /** A service's socket, open to everyone. */
  socketPath: string;
  /** Where the launcher keeps what it gives to containers. */
  runDir: string;
}

export interface Observed {
  attack: ExecOutcome | null;
  /** What the same program saw when it was called once more: see `Attack.then`. */
  look: ExecOutcome | null;
  collected: readonly BoxFile[];
  /** The sandbox's failure, not the program's. */
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
  /** Arguments after the role. */
  words?: (bait: Bait) => readonly string[];
  /**
   * The program is called twice. "looks again": in the same container, with "look" for "attack", as the next test is.
   * "has an accomplice": at the same time in another container, with "accomplice", as another submission is.
   */
  then?: "looks again" | "has an accomplice";
  /** Why this counts as success; by default the program says so itself. */
  succeeded?: (observed: Observed, limits: ExecLimits) => boolean;
  /** How it ends with the defence off on a machine that cannot run it at all. */
  isImpossible?: (observed: Observed) => boolean;
  /** How the failed attempt must look. */
  ends?: (outcome: ExecOutcome) => boolean;
}

const printed = (outcome: ExecOutcome | null): string => outcome?.stdout.toString() ?? "";
export const saysPwned = ({ attack, look }: Observed): boolean => printed(attack).includes("PWNED") || printed(look).includes("PWNED");
export const countsAboveLimit = ({ attack }: Observed, { processes }: ExecLimits): boolean => Number(printed(attack)) > processes;
export const floodsStdout = ({ attack }: Observed, { stdoutBytes }: ExecLimits): boolean => attack!.stdout.length > stdoutBytes;
export const losesContainer = ({ error }: Observed): boolean => error !== null;
export const leavesSomething = ({ collected }: Observed): boolean => collected.length > 0;
export const runsOn = ({ attack }: Observed, { cpuMs }: ExecLimits): boolean => attack!.cpuMs > 2 * cpuMs;
export const grows = ({ attack }: Observed, { memoryBytes }: ExecLimits): boolean => attack!.peakMemoryBytes > 2 * memoryBytes;
export const leavesLargeFile = ({ collected }: Observed, { fileBytes }: ExecLimits): boolean =>
  collected.some(({ content }) => content.length > fileBytes);
const SECRET = "HOSTILE_TEST_SECRET";
export const quotesSecret = ({ attack }: Observed): boolean => attack!.stderr.includes(SECRET) || attack!.stdout.includes(SECRET);
export const swallowsSecret = ({ collected }: Observed): boolean => collected.some(({ content }) => content.includes(SECRET));

export const oomKilled = ({ oomKilled }: ExecOutcome): boolean => oomKilled;
export const stoppedFor =
  (reason: ExecOutcome["stopped"]) =>
  ({ stopped }: ExecOutcome): boolean =>
    stopped === reason;

export const PROCESS_LIMIT = "a limit on processes and threads, the control group's pids controller";
export const MEMORY_LIMIT = "a limit on all memory of all processes, the control group's memory controller";
export const FILTER = "the filter on system calls";
export const FILES = "only listed folders are there";
export const COUNTING = "counting while reading, and a stop";
export const PID_NAMESPACE = "a pid namespace";
