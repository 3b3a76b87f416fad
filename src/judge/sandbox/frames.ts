/**
 * The protocol between worker and launcher; its C side is native/frames.h. A frame is the length of its body (32 bits, little-endian
 * like every number here), its type and the body. Each request gets one final response, in order; until then `alive` is sent every
 * second.
 */
import {
  type BoxFile,
  deadlineMs,
  type ExecOutcome,
  type ExecRequest,
  type Interplay,
  type InterplayRequest,
  MachineBusy,
  SIDES,
  type StopReason,
} from "./sandbox.js";

export const VERSION = 5;

export const Request = { hello: 1, open: 2, put: 3, exec: 4, collect: 5, close: 6, interact: 7 } as const;
export const Answer = { ok: 129, result: 130, file: 131, error: 132, welcome: 133, alive: 134, interacted: 135 } as const;

/** One of the containers of a connection: the submission's, or its companion. */
export const Which = { main: 0, companion: 1 } as const;
export type Which = (typeof Which)[keyof typeof Which];

/** Lets the launcher choose a core for this connection's programs. */
const ANY_CORE = -1;
const HEAD_BYTES = 5;
const GIVEN_FILES_MAX = 3;
const EXEC_BYTES = 78 + 8 * GIVEN_FILES_MAX;
const RESULT_BYTES = 43;
const INTERACTED_BYTES = 14;
const STOP_REASONS: readonly (StopReason | "starved" | null)[] = [null, "cpu", "wall", "output", "starved"];
const NS_PER_MS = 1e6;

export interface Frame {
  type: number;
  body: Buffer;
}

export interface Welcome {
  cgroup: "none" | "v1" | "v2";
  /** The launcher runs as root, so programs get a user of their own. */
  root: boolean;
  /** The core of this connection's programs; -1 if they are not pinned. */
  core: number;
  /** The user that programs run as, outside of the sandbox. */
  uid: number;
  /** How many times slower the machine is than the reference machine of the limits; the launcher scales the limits itself. */
  slowness: number;
  /** Why there is no control group, and what to do; empty if there is one. */
  problem: string;
}

function head(type: number, bodyBytes: number, bytes = HEAD_BYTES): Buffer {
  const buffer = Buffer.allocUnsafe(bytes);
  buffer.writeUInt32LE(bodyBytes, 0);
  buffer.writeUInt8(type, 4);
  return buffer;
}

export const emptyRequest = (type: number): Buffer[] => [head(type, 0)];

export function helloRequest(core = ANY_CORE): Buffer[] {
  const buffer = head(Request.hello, 8, HEAD_BYTES + 8);
  buffer.writeUInt32LE(VERSION, 5);
  buffer.writeInt32LE(core, 9);
  return [buffer];
}

export function openRequest(which: Which): Buffer[] {
  const buffer = head(Request.open, 1, HEAD_BYTES + 1);
  buffer.writeUInt8(which, 5);
  return [buffer];
}

export function putRequest(which: Which, { path, content, executable }: BoxFile): Buffer[] {
  const name = Buffer.from(path);
  const buffer = head(Request.put, 4 + name.length + content.length, HEAD_BYTES + 4);
  buffer.writeUInt8(which, 5);
  buffer.writeUInt8(executable ? 1 : 0, 6);
  buffer.writeUInt16LE(name.length, 7);
  return [buffer, name, content];
}

export function execRequest(which: Which, { stdin, ...request }: ExecRequest): Buffer[] {
  const program = programOf(request, deadlineMs(request.limits), which);
  const data = [...program.files, stdin].filter(({ length }) => length > 0);
  return [head(Request.exec, program.head.length + totalOf(data)), program.head, ...data];
}

export function interactRequest({ submission, interactor, transcriptBytes }: InterplayRequest): Buffer[] {
  const deadline = interplayDeadlineMs({ submission, interactor });
  const programs = [submission, interactor].map((program) => programOf(program, deadline));
  const parts = programs.flatMap((program) => [program.head, ...program.files]);
  const first = head(Request.interact, 4 + totalOf(parts), HEAD_BYTES + 4);
  first.writeUInt32LE(transcriptBytes, 5);
  return [first, ...parts];
}

/** Each program may have to wait for the other. */
export function interplayDeadlineMs({ submission, interactor }: Pick<InterplayRequest, "submission" | "interactor">): number {
  return deadlineMs(submission.limits) + deadlineMs(interactor.limits);
}

const totalOf = (parts: readonly Buffer[]): number => parts.reduce((sum, { length }) => sum + length, 0);

/** What a request says about one program, and the files given to it. */
function programOf(
  { argv, env, limits, given = [], keepsOut = false }: Omit<ExecRequest, "stdin">,
  deadline: number,
  which: Which = Which.main,
): { head: Buffer; files: Buffer[] } {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const texts = [...argv, ...variables];
  const hasNul = texts.some((text) => text.includes("\0"));
  if (hasNul) throw new RangeError("an argument contains a NUL byte");
  const strings = texts.length > 0 ? `${texts.join("\0")}\0` : "";
  const stringsBytes = Buffer.byteLength(strings);
  if (given.length > GIVEN_FILES_MAX) throw new RangeError(`at most ${GIVEN_FILES_MAX} files are given to a program`);
  const buffer = Buffer.allocUnsafe(EXEC_BYTES + stringsBytes);
  let at = 0;
  for (const value of [argv.length, variables.length, stringsBytes, limits.processes]) at = buffer.writeUInt32LE(value, at);
  const wide = [
    limits.cpuMs * NS_PER_MS,
    limits.wallMs * NS_PER_MS,
    deadline * NS_PER_MS,
    limits.memoryBytes,
    limits.stdoutBytes,
    limits.stderrBytes,
    limits.fileBytes,
  ];
  for (const value of wide) at = buffer.writeBigUInt64LE(BigInt(Math.ceil(value)), at);
  at = buffer.writeUInt32LE(given.length, at);
  for (let index = 0; index < GIVEN_FILES_MAX; index++) at = buffer.writeBigUInt64LE(BigInt(given[index]?.length ?? 0), at);
  for (const value of [which, keepsOut ? 1 : 0]) at = buffer.writeUInt8(value, at);
  buffer.write(strings, at);
  return { head: buffer, files: given.filter(({ length }) => length > 0) };
}

export function collectRequest(which: Which, { maxBytes, maxFiles }: { maxBytes: number; maxFiles: number }): Buffer[] {
  const buffer = head(Request.collect, 13, HEAD_BYTES + 13);
  buffer.writeUInt8(which, 5);
  buffer.writeBigUInt64LE(BigInt(maxBytes), 6);
  buffer.writeUInt32LE(maxFiles, 14);
  return [buffer];
}

export function readWelcome(body: Buffer): Welcome {
  const cgroup = (["none", "v1", "v2"] as const)[body.readUInt8(4)] ?? "none";
  return {
    cgroup,
    root: body.readUInt8(5) === 1,
    core: body.readInt32LE(6),
    uid: body.readUInt32LE(10),
    slowness: body.readUInt32LE(14),
    problem: body.toString("utf8", 18),
  };
}

/** Throws MachineBusy if the program was stopped at its deadline without having reached a limit. */
export function readResult(body: Buffer): ExecOutcome {
  const number = (at: number): number => Number(body.readBigUInt64LE(at));
  const exitCode = body.readInt32LE(0);
  const signal = body.readInt32LE(4);
  const stopped = STOP_REASONS[body.readUInt8(8)] ?? null;
  if (stopped === "starved") throw new MachineBusy(`The program got too little CPU time for ${Math.round(number(19) / NS_PER_MS)} ms.`);
  const stderrAt = RESULT_BYTES + body.readUInt32LE(35);
  return {
    exitCode: exitCode < 0 ? null : exitCode,
    signal: signal === 0 ? null : signal,
    stopped,
    oomKilled: body.readUInt8(9) === 1,
    fileAtLimit: body.readUInt8(10) === 1,
    cpuMs: number(11) / NS_PER_MS,
    wallMs: number(19) / NS_PER_MS,
    peakMemoryBytes: number(27),
    stdout: body.subarray(RESULT_BYTES, stderrAt),
    stderr: body.subarray(stderrAt),
  };
}

/** Throws like readResult. */
export function readInterplay(body: Buffer): Interplay {
  const [submissionAt, interactorAt, stderrAt] = [0, 1, 2].map((index) => INTERACTED_BYTES + index * RESULT_BYTES) as [
    number,
    number,
    number,
  ];
  const heads = [submissionAt, interactorAt].map((at) => body.subarray(at, at + RESULT_BYTES));
  let at = stderrAt;
  const [submission, interactor] = heads.map((result) => {
    const stderr = body.subarray(at, (at += result.readUInt32LE(39)));
    return { ...readResult(result), stderr };
  }) as [ExecOutcome, ExecOutcome];
  return {
    submission,
    interactor,
    endedFirst: SIDES[body.readUInt8(0)]!,
    unreadBytes: { submission: body.readUInt32LE(1), interactor: body.readUInt32LE(5) },
    transcript: { entries: readTranscript(body.subarray(at, at + body.readUInt32LE(10))), truncated: body.readUInt8(9) === 1 },
  };
}

function readTranscript(bytes: Buffer): Interplay["transcript"]["entries"] {
  const entries: Interplay["transcript"]["entries"] = [];
  for (let at = 0; at < bytes.length;) {
    const from = SIDES[bytes.readUInt8(at)]!;
    const length = bytes.readUInt32LE(at + 1);
    entries.push({ from, bytes: bytes.subarray(at + 5, (at += 5 + length)) });
  }
  return entries;
}

export function readFileFrame(body: Buffer): BoxFile {
  const contentAt = 3 + body.readUInt16LE(1);
  return { path: body.toString("utf8", 3, contentAt), content: body.subarray(contentAt), executable: body.readUInt8(0) === 1 };
}

export function readError(body: Buffer): { containerLost: boolean; message: string } {
  return { containerLost: body.readUInt8(0) === 1, message: body.toString("utf8", 1) };
}

/** Splits a stream of chunks into frames. Only copies frames that span chunks. */
export class FrameReader {
  private pieces: Buffer[] = [];
  private bytes = 0;
  private wanted = HEAD_BYTES;

  constructor(private readonly onFrame: (frame: Frame) => void) {}

  push(chunk: Buffer): void {
    this.pieces.push(chunk);
    this.bytes += chunk.length;
    if (this.bytes < this.wanted) return;
    let buffer = this.pieces.length === 1 ? chunk : Buffer.concat(this.pieces, this.bytes);
    for (;;) {
      const whole = buffer.length >= HEAD_BYTES ? HEAD_BYTES + buffer.readUInt32LE(0) : HEAD_BYTES;
      this.wanted = whole;
      if (buffer.length < whole) break;
      this.onFrame({ type: buffer.readUInt8(4), body: buffer.subarray(HEAD_BYTES, whole) });
      buffer = buffer.subarray(whole);
      this.wanted = HEAD_BYTES;
      if (buffer.length === 0) break;
    }
    this.pieces = buffer.length > 0 ? [buffer] : [];
    this.bytes = buffer.length;
  }
}
