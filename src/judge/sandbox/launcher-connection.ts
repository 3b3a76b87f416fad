import { connect, type Socket } from "node:net";
import { Answer, type Frame, FrameReader, helloRequest, readError, readWelcome, type Welcome } from "./frames.js";
import { SandboxError } from "./sandbox.js";

/** A launcher that is silent for this long hangs. It reports every second, so a busy machine is not the reason. */
const SILENCE_MS = 30_000;
/** Assumed slowness until the launcher has reported it: that of a slow machine. */
const SLOWNESS_UNTIL_TOLD = 8;
/** For smaller amounts, copying into one write is cheaper than a vectored write. */
const JOIN_BYTES = 64 * 1024;

interface Pending {
  resolve(frame: Frame): void;
  reject(error: Error): void;
  onFile?: (body: Buffer) => void;
  /** Longest silence while this request is pending. */
  patienceMs: number;
}

/** The launcher refused a request, but the container is still usable. */
export class RequestRefused extends SandboxError {
  override name = "RequestRefused";
}

/**
 * One connection is one slot: it has at most one open container. Requests may be pipelined. When the connection ends, in any way, the
 * launcher removes everything that belonged to it.
 */
export class LauncherConnection {
  private readonly pending: Pending[] = [];
  private failure: SandboxError | undefined;
  /** Runs while requests are pending, for the first of them. */
  private timer: NodeJS.Timeout | undefined;
  welcome: Welcome = { cgroup: "none", root: false, core: -1, uid: 0, slowness: SLOWNESS_UNTIL_TOLD, problem: "" };
  /** By destroy(). */
  endedHere = false;
  /** Called once, when the connection has become unusable. */
  onEnd: () => void = () => undefined;

  private constructor(private readonly socket: Socket) {
    const reader = new FrameReader((frame) => this.receive(frame));
    socket.on("data", (chunk: Buffer) => {
      const before = this.pending[0];
      reader.push(chunk);
      const first = this.pending[0];
      this.wait(first === before ? SILENCE_MS : first?.patienceMs);
    });
    socket.on("error", (error) => this.fail(`The sandbox launcher cannot be reached: ${error.message}`));
    socket.on("close", () => this.fail("The sandbox launcher closed the connection."));
  }

  /** `core` is for its programs; without it, the launcher chooses one. */
  static async open(socketPath: string, core?: number): Promise<LauncherConnection> {
    const connection = new LauncherConnection(connect(socketPath));
    const { type, body } = await connection.request(helloRequest(core));
    if (type !== Answer.welcome) throw new SandboxError("The sandbox launcher uses an unknown protocol.");
    connection.welcome = readWelcome(body);
    return connection;
  }

  get usable(): boolean {
    return this.failure === undefined;
  }

  get busy(): boolean {
    return this.pending.length > 0;
  }

  /**
   * Rejects with a SandboxError if the launcher refuses, dies or hangs. `deadlineMs` is how long the request may legitimately take.
   */
  request(parts: readonly Buffer[], options: { deadlineMs?: number; onFile?: (body: Buffer) => void } = {}): Promise<Frame> {
    if (this.failure) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      const patienceMs = (SILENCE_MS + (options.deadlineMs ?? 0)) * this.welcome.slowness;
      this.pending.push({ resolve, reject, patienceMs, ...(options.onFile && { onFile: options.onFile }) });
      if (this.pending.length === 1) this.wait(patienceMs);
      const bytes = parts.reduce((sum, part) => sum + part.length, 0);
      if (parts.length === 1 || bytes <= JOIN_BYTES) {
        this.socket.write(parts.length === 1 ? parts[0]! : Buffer.concat(parts, bytes));
        return;
      }
      this.socket.cork();
      for (const part of parts) this.socket.write(part);
      this.socket.uncork();
    });
  }

  destroy(): void {
    this.endedHere ||= this.usable;
    this.fail("The container was closed.");
  }

  /** Starts the timer for silence; undefined if no request is pending. */
  private wait(ms: number | undefined): void {
    clearTimeout(this.timer);
    this.timer = ms === undefined ? undefined : setTimeout(() => this.onSilence(), ms);
  }

  /** This process may have been suspended: data already in the socket is read before the check. */
  private onSilence(): void {
    this.timer = undefined;
    setImmediate(() => {
      if (this.timer === undefined && this.pending.length > 0) this.fail("The sandbox launcher does not respond.");
    });
  }

  private receive(frame: Frame): void {
    if (frame.type === Answer.alive) return;
    const first = this.pending[0];
    if (frame.type === Answer.file && first?.onFile) return first.onFile(frame.body);
    this.pending.shift();
    if (!first) return this.fail("The sandbox launcher sent a response without a request.");
    if (frame.type !== Answer.error) return first.resolve(frame);
    const { containerLost, message } = readError(frame.body);
    first.reject(containerLost ? new SandboxError(message) : new RequestRefused(message));
  }

  private fail(reason: string): void {
    if (this.failure) return;
    this.failure = new SandboxError(reason);
    this.socket.destroy();
    this.wait(undefined);
    for (const { reject } of this.pending.splice(0)) reject(this.failure);
    this.onEnd();
  }
}
