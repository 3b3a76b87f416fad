/** Runs one command in a container to its end, within limits of time and output. What it used is what Docker's control group counted. */
import { setTimeout as delay } from "node:timers/promises";
import { type ExecLimits, type ExecOutcome, SandboxError, type StopReason } from "../../sandbox/sandbox.js";
import type { DockerClient, Usage } from "./docker-client.js";
import { createMarkFinder, MARK_BYTES, withoutMark } from "./end-mark.js";
import { createFrameReader } from "./stream-frames.js";

export interface CommandRequest {
  container: string;
  argv: readonly string[];
  env: Readonly<Record<string, string>>;
  /** Of the container's users. */
  user: number;
  /** Where it starts: the user must be allowed to be there. */
  folder: string;
  stdin: Buffer;
  limits: Pick<ExecLimits, "cpuMs" | "wallMs" | "stdoutBytes" | "stderrBytes">;
  /** It writes the mark of end-mark.ts after its output, which is cut off without it. Killed from outside it can't. */
  marksEnd?: boolean;
}

/** A shell reports a signal as 128 and its number. Signals end at 64. */
const SHELL_SIGNAL = 128;
const LAST_SIGNAL = 64;
export const SIGKILL = 9;
const SIGXFSZ = 25;

const SOONEST_LOOK_MS = 40;
const LATEST_LOOK_MS = 250;
/** The engine reports the end of a command a moment after that of its output. */
const END_PATIENCE_MS = 5000;
const END_LOOK_MS = 20;
/** What a command leaves running may keep its output open. */
const STREAM_PATIENCE_MS = 200;

/** `oomKilled` is always false: the container's state says that. Rejects with a SandboxError. After a stop the container has been killed. */
export async function runCommand(client: DockerClient, request: CommandRequest): Promise<ExecOutcome> {
  const { container, limits, marksEnd = false } = request;
  const before = await client.usage(container);
  const { exec, stream } = await client.exec(container, {
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Tty: false,
    Privileged: false,
    User: `${request.user}:${request.user}`,
    WorkingDir: request.folder,
    Env: Object.entries(request.env).map(([name, value]) => `${name}=${value}`),
    Cmd: [...request.argv],
  });
  const startedAt = performance.now();
  const stdout = bounded(limits.stdoutBytes);
  const stderr = bounded(limits.stderrBytes + (marksEnd ? MARK_BYTES : 0));
  const mark = createMarkFinder();
  let stopped: StopReason | null = null;
  let peakBytes = 0;
  let lost: Error | undefined;
  const ended = new AbortController();

  const stop = (reason: StopReason): void => {
    if (stopped || ended.signal.aborted) return;
    stopped = reason;
    ended.abort();
  };
  const reader = createFrameReader({
    stdout: (bytes) => stdout.add(bytes) || stop("output"),
    stderr: (bytes) => {
      stderr.add(bytes);
      if (marksEnd) mark.push(bytes);
    },
  });
  const streamEnded = new Promise<void>((resolve) => {
    stream.on("data", (chunk: Buffer) => {
      try {
        reader.push(chunk);
      } catch (error) {
        lost = error as Error;
        ended.abort();
      }
    });
    stream.on("error", (error: Error) => {
      lost ??= error;
      resolve();
    });
    stream.once("end", resolve);
    stream.once("close", resolve);
  });
  void streamEnded.then(() => ended.abort());
  stream.end(request.stdin);

  const used = (now: Usage): number => Math.max(0, now.cpuMs - before.cpuMs);
  const wallTimer = setTimeout(() => stop("wall"), limits.wallMs);
  try {
    let lookMs = Math.min(LATEST_LOOK_MS, Math.max(SOONEST_LOOK_MS, limits.cpuMs));
    while (!ended.signal.aborted) {
      await delay(lookMs, undefined, { signal: ended.signal }).catch(() => undefined);
      if (ended.signal.aborted) break;
      const [usage, { Running }] = await Promise.all([client.usage(container), client.execState(exec)]);
      peakBytes = Math.max(peakBytes, usage.memoryBytes);
      if (!Running) {
        await Promise.race([streamEnded, delay(STREAM_PATIENCE_MS)]);
        break;
      }
      if (used(usage) > limits.cpuMs) stop("cpu");
      // One core: it can't use more CPU time than passes.
      lookMs = Math.min(LATEST_LOOK_MS, Math.max(SOONEST_LOOK_MS, limits.cpuMs - used(usage)));
    }
    const wallMs = performance.now() - startedAt;
    const after = await client.usage(container);
    if (stopped !== null) await client.kill(container);
    const state = stopped === null && !lost ? await endOf(client, exec) : null;
    const isCut = !reader.isBetweenFrames() || (marksEnd && !mark.isFound() && state?.ExitCode !== SHELL_SIGNAL + SIGKILL);
    const broken = lost !== undefined || (state !== null && (state.Running || isCut));
    if (stopped === null && broken) throw new SandboxError("The connection to a program in Docker was lost.", { cause: lost });
    const exitCode = state?.ExitCode ?? null;
    const signal = exitCode !== null && exitCode > SHELL_SIGNAL && exitCode <= SHELL_SIGNAL + LAST_SIGNAL ? exitCode - SHELL_SIGNAL : null;
    return {
      exitCode: signal === null ? exitCode : null,
      signal,
      stopped,
      oomKilled: false,
      fileAtLimit: signal === SIGXFSZ,
      cpuMs: used(after),
      wallMs,
      peakMemoryBytes: Math.max(peakBytes, after.peakBytes ?? 0),
      stdout: stdout.read(),
      stderr: marksEnd ? withoutMark(stderr.read()).subarray(0, limits.stderrBytes) : stderr.read(),
    };
  } finally {
    clearTimeout(wallTimer);
    stream.destroy();
  }
}

async function endOf(client: DockerClient, exec: string) {
  const until = performance.now() + END_PATIENCE_MS;
  for (;;) {
    const state = await client.execState(exec);
    if (!state.Running || performance.now() > until) return state;
    await delay(END_LOOK_MS);
  }
}

/** Keeps the first bytes. `add` answers whether all of them were kept. */
function bounded(most: number): { add(bytes: Buffer): boolean; read(): Buffer } {
  const chunks: Buffer[] = [];
  let left = most;
  return {
    add(bytes) {
      const kept = bytes.subarray(0, left);
      if (kept.length > 0) chunks.push(Buffer.from(kept));
      left -= kept.length;
      return kept.length === bytes.length;
    },
    read: () => Buffer.concat(chunks),
  };
}

/** Resolves when the container no longer runs, or rejects with a SandboxError. */
export async function killed(client: DockerClient, container: string): Promise<{ oomKilled: boolean }> {
  await client.kill(container);
  const until = performance.now() + END_PATIENCE_MS;
  for (;;) {
    const { running, oomKilled } = await client.state(container);
    if (!running) return { oomKilled };
    if (performance.now() > until) throw new SandboxError("A container of Docker does not end.");
    await delay(END_LOOK_MS);
  }
}
