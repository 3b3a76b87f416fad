/**
 * What the judge asks of a sandbox. The local implementation (bubblewrap, a cgroup, our runner and launcher) is in
 * local-sandbox.ts; nothing above this file knows how isolation is done.
 *
 * A container serves one submission and is never reused for another. Inside it the program sees its files read-only at
 * /box. It starts in /work and may write there and to /tmp, /dev/shm and /home/sandbox: four folders, each of which is
 * emptied after every exec. What it leaves in /out is for collect() only, and gone when the next program starts.
 */

/** A regular file handed into or out of a container. `path` is relative, with forward slashes and no dot segments. */
export interface BoxFile {
  path: string;
  content: Buffer;
  executable?: boolean;
}

export interface ExecLimits {
  /** CPU time of all processes together, in milliseconds. */
  cpuMs: number;
  /** Elapsed time without the time spent ready to run and waiting for a core, in milliseconds; stops sleepers. */
  wallMs: number;
  /** Memory of all processes together, page cache of written files included, in bytes. */
  memoryBytes: number;
  /** Processes and threads alive at once. */
  processes: number;
  /** Bytes accepted on standard output; one more stops the program. */
  stdoutBytes: number;
  /** Bytes kept of standard error; the rest is dropped, and stops nothing. */
  stderrBytes: number;
  /** Largest file the program may write, in bytes. */
  fileBytes: number;
}

export interface ExecRequest {
  /** Absolute path of the program first; no shell is involved. */
  argv: readonly string[];
  /** The whole environment; nothing is inherited. */
  env: Readonly<Record<string, string>>;
  stdin: Buffer;
  limits: ExecLimits;
}

/** Why the sandbox itself ended the program; null when it ended on its own. */
export type StopReason = "cpu" | "wall" | "output";

/** What happened, without judgement: verdict.ts decides what it means. */
export interface ExecOutcome {
  exitCode: number | null;
  /** Number of the signal that ended the main process, or null. */
  signal: number | null;
  stopped: StopReason | null;
  /** The kernel killed a process because the memory limit was reached. */
  oomKilled: boolean;
  /** It failed, and left a file of the largest size allowed. */
  fileAtLimit: boolean;
  cpuMs: number;
  wallMs: number;
  /** Peak resident memory of the largest process, in bytes. */
  peakMemoryBytes: number;
  stdout: Buffer;
  stderr: Buffer;
}

export interface Container {
  /** Places files at /box. They are read-only to the program. May be called before the first exec only. */
  put(files: readonly BoxFile[]): Promise<void>;
  /**
   * Runs one program to its end; afterwards no process of it is alive and the folders it may write to are empty. Rejects
   * with MachineBusy when the machine gave it no core for so long that `deadlineMs` passed.
   */
  exec(request: ExecRequest): Promise<ExecOutcome>;
  /** Regular files below /out, links and special files left out. Throws a CollectionTooLarge above `maxBytes` or `maxFiles`. */
  collect(limits: { maxBytes: number; maxFiles: number }): Promise<BoxFile[]>;
  /** Destroys the container. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * full: every limit and every wall was seen to hold by the self-test. no-cgroup: no memory or process limit. none: no
 * isolation at all.
 */
export type SandboxLevel = "full" | "no-cgroup" | "none";

export interface SandboxCapability {
  level: SandboxLevel;
  cgroup: "v1" | "v2" | "none";
  /** One sentence for the operator: what is missing and what to do, or that nothing is. */
  detail: string;
  /** Each check of the self-test by name, with null when it held and a reason when not. */
  checks: Readonly<Record<string, string | null>>;
}

export interface Sandbox {
  /** Containers that may be open at once. */
  readonly slots: number;
  /** Waits for a free slot. */
  open(): Promise<Container>;
  /** Runs the self-test of every wall and limit. Takes a slot for a few seconds. */
  probe(): Promise<SandboxCapability>;
  close(): Promise<void>;
}

/** The program's doing, not the sandbox's: it left more than may be collected. */
export class CollectionTooLarge extends Error {
  override name = "CollectionTooLarge";
}

/** Ours, never the learner's: the job is retried. */
export class SandboxError extends Error {
  override name = "SandboxError";
}

/** Nothing is broken: the program was within its limits and had to wait for a core until its deadline. Try later. */
export class MachineBusy extends SandboxError {
  override name = "MachineBusy";
}

/** A core that is shared with a dozen others is enough for a program that needs all its CPU time. */
const DEADLINE_FACTOR = 6;

/** When a program ends whatever it waited for, in milliseconds from its start: sandbox and worker have this one number. */
export function deadlineMs({ wallMs }: Pick<ExecLimits, "wallMs">): number {
  return DEADLINE_FACTOR * wallMs;
}
