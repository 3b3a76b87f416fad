/**
 * The judge's interface to a sandbox. The local implementation (bubblewrap, a cgroup, our runner and launcher) is in local-sandbox.ts;
 * no code above this file depends on how isolation works.
 *
 * A container serves one submission and is never reused for another. The program sees its files read-only at /box. It starts in /work
 * and may write there and to /tmp, /dev/shm and /home/sandbox; these four folders are emptied after every exec. Files in /out are only
 * for collect(), and are removed when the next program starts, unless it keeps them.
 */
import * as z from "zod";

/** A regular file that is put into or collected from a container. `path` is relative, with forward slashes and no dot segments. */
export interface BoxFile {
  path: string;
  content: Buffer;
  executable?: boolean;
}

export interface ExecLimits {
  /** CPU time of all processes together, in milliseconds. */
  cpuMs: number;
  /** Elapsed time, without the time spent runnable but waiting for a core, in milliseconds; stops programs that sleep. */
  wallMs: number;
  /** Memory of all processes together, including the page cache of written files, in bytes. */
  memoryBytes: number;
  /** Concurrent processes and threads. */
  processes: number;
  /** Bytes accepted on standard output; one more stops the program. */
  stdoutBytes: number;
  /** Bytes kept of standard error; the rest is dropped and does not stop the program. */
  stderrBytes: number;
  /** Largest file that the program may write, in bytes. */
  fileBytes: number;
}

export interface ExecRequest {
  /** Starts with the absolute path of the program; no shell is involved. */
  argv: readonly string[];
  /** The complete environment; nothing is inherited. */
  env: Readonly<Record<string, string>>;
  stdin: Buffer;
  /** At most three more files, which the program can only read: /dev/fd/3, /dev/fd/4 and /dev/fd/5. */
  given?: readonly Buffer[];
  /** The files that the last program left in /out stay, except PASS_FILE. Rejects with KeptFilesLost if that is not possible. */
  keepsOut?: boolean;
  limits: ExecLimits;
}

/** Why the sandbox ended the program; null if it ended by itself. */
export type StopReason = "cpu" | "wall" | "output";

/** The facts of a run; verdict.ts interprets them. */
export interface ExecOutcome {
  exitCode: number | null;
  /** Number of the signal that ended the main process, or null. */
  signal: number | null;
  stopped: StopReason | null;
  /** The kernel killed a process at the memory limit. */
  oomKilled: boolean;
  /** The program failed and left a file of the maximum size. */
  fileAtLimit: boolean;
  cpuMs: number;
  wallMs: number;
  /** Peak resident memory of the largest process, in bytes. */
  peakMemoryBytes: number;
  stdout: Buffer;
  stderr: Buffer;
}

/** In /out: says that another pass follows. Removed before each program. */
export const PASS_FILE = "nextpass.in";

/** Who wrote something, or ended. */
export const SIDES = ["SUBMISSION", "INTERACTOR"] as const;
export type Side = (typeof SIDES)[number];

/** Two programs whose standard input and output are joined. */
export interface InterplayRequest {
  /** Its output limit is not applied. */
  submission: Omit<ExecRequest, "stdin">;
  interactor: Omit<ExecRequest, "stdin">;
  /** Bytes recorded of what they say to each other. With 0, nothing is recorded and the kernel alone joins them. */
  transcriptBytes: number;
}

export interface Interplay {
  /** Without standard output. The wall limit excludes the time in which the other program computes. */
  submission: ExecOutcome;
  interactor: ExecOutcome;
  /** The program whose end can't be a consequence of the other one's end. */
  endedFirst: Side;
  /** What each program had not read yet when a limit was first reached; 0 if none was. */
  unreadBytes: { submission: number; interactor: number };
  transcript: Transcript;
}

export interface Transcript {
  /** In the order of their arrival; neighbours differ in `from`. */
  entries: { from: Side; bytes: Buffer }[];
  truncated: boolean;
}

/** Where a program runs that judges the container's program: with a user, a control group and files of its own. */
export interface Companion {
  put(files: readonly BoxFile[]): Promise<void>;
  /** Like that of a container. */
  exec(request: ExecRequest): Promise<ExecOutcome>;
  /** Like that of a container. */
  collect(limits: { maxBytes: number; maxFiles: number }): Promise<BoxFile[]>;
}

export interface Container {
  /** Places files at /box, read-only for the program. Only allowed before the first exec. */
  put(files: readonly BoxFile[]): Promise<void>;
  /**
   * Runs one program to its end; afterwards all its processes are gone and its writable folders are empty. Rejects with MachineBusy if
   * the machine gave it so little CPU that `deadlineMs` passed.
   */
  exec(request: ExecRequest): Promise<ExecOutcome>;
  /** Regular files below /out, without links and special files. Throws a CollectionTooLarge above `maxBytes` or `maxFiles`. */
  collect(limits: { maxBytes: number; maxFiles: number }): Promise<BoxFile[]>;
  /** Opens its companion, which is closed with it. At most once. */
  companion(): Promise<Companion>;
  /** Runs one program here and one in the companion, until both have ended. The program here reads the end of its input when the other has ended. Rejects like exec. */
  interact(request: InterplayRequest): Promise<Interplay>;
  /** Destroys the container. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * full: the self-test has proven every limit and every isolation. remote: another service isolates, unproven. no-cgroup: no limits of
 * memory and processes. none: no isolation at all.
 */
const SANDBOX_LEVELS = ["full", "remote", "no-cgroup", "none"] as const;
export type SandboxLevel = (typeof SANDBOX_LEVELS)[number];

export const sandboxCapability = z.object({
  level: z.enum(SANDBOX_LEVELS),
  cgroup: z.enum(["v1", "v2", "none"]),
  /** One sentence for the operator: what is missing and what to do, or that nothing is. */
  detail: z.string(),
  /** Each check of the self-test by name: null if it passed, otherwise the reason. */
  checks: z.record(z.string(), z.string().nullable()),
});

export type SandboxCapability = z.infer<typeof sandboxCapability>;

/** A container in a slot that nobody else needed when it was lent. */
export interface Loan {
  container: Container;
  /** Aborts when someone waits for the slot: close the container as soon as the program in it has ended. */
  recalled: AbortSignal;
}

export interface Sandbox {
  /** Maximum of concurrently open containers. */
  readonly slots: number;
  /** Waits for a free slot. Recalls a loan if there is none. */
  open(): Promise<Container>;
  /** Opens a container in an idle slot. Null if none has been idle for a moment. */
  lend(): Promise<Loan | null>;
  /** Runs the self-test of all isolation and limits. Takes a slot for about a second. */
  probe(): Promise<SandboxCapability>;
  close(): Promise<void>;
}

/** Caused by the program, not the sandbox: it left more than may be collected. */
export class CollectionTooLarge extends Error {
  override name = "CollectionTooLarge";
}

/** Caused by the program, not the sandbox: its container had to be replaced, and with it the files that were to be kept. */
export class KeptFilesLost extends Error {
  override name = "KeptFilesLost";
}

/** A failure of the sandbox, never of the program: the job is retried. */
export class SandboxError extends Error {
  override name = "SandboxError";
}

/** Nothing is broken: the program stayed within its limits but had to wait for CPU until its deadline. Retry later. */
export class MachineBusy extends SandboxError {
  override name = "MachineBusy";
}

/** A core shared with a dozen others suffices for a program that needs all its CPU time. */
const DEADLINE_FACTOR = 6;

/**
 * When a program is ended even if it only waited for CPU, in milliseconds from its start: the one number for both sandbox and worker.
 */
export function deadlineMs({ wallMs }: Pick<ExecLimits, "wallMs">): number {
  return DEADLINE_FACTOR * wallMs;
}
