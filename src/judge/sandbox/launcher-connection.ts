import { connect, type Socket } from "node:net";
import { Answer, type Frame, FrameReader, helloRequest, readError, readWelcome, type Welcome } from "./frames.js";
import { SandboxError } from "./sandbox.js";

/** A launcher that is slower than this on top of a program's own limits hangs. */
const ANSWER_MS = 15_000;
/** Below this, copying into one write is cheaper than a vectored one. */
const JOIN_BYTES = 64 * 1024;

interface Pending {
  resolve(frame: Frame): void;
  reject(error: Error): void;
  onFile?: (body: Buffer) => void;
  timer: NodeJS.Timeout;
}

/** The launcher refused a request, but the container can go on. */
export class RequestRefused extends SandboxError {
  override name = "RequestRefused";
}

/**
 * One connection is one slot: it has at most one open container. Requests may be sent before earlier ones are answered.
 * When the connection ends, however it ends, the launcher removes everything that belonged to it.
 */
export class LauncherConnection {
  private readonly pending: Pending[] = [];
  private failure: SandboxError | undefined;
  welcome!: Welcome;
  /** Called once, when the connection can no longer be used. */
  onEnd: () => void = () => undefined;

  private constructor(private readonly socket: Socket) {
    const reader = new FrameReader((frame) => this.receive(frame));
    socket.on("data", (chunk: Buffer) => reader.push(chunk));
    socket.on("error", (error) => this.fail(`The sandbox launcher cannot be reached: ${error.message}`));
    socket.on("close", () => this.fail("The sandbox launcher closed the connection."));
  }

  static async open(socketPath: string): Promise<LauncherConnection> {
    const connection = new LauncherConnection(connect(socketPath));
    const { type, body } = await connection.request(helloRequest());
    if (type !== Answer.welcome) throw new SandboxError("The sandbox launcher speaks another language.");
    connection.welcome = readWelcome(body);
    return connection;
  }

  get usable(): boolean {
    return this.failure === undefined;
  }

  get busy(): boolean {
    return this.pending.length > 0;
  }

  /** Rejects with a SandboxError when the launcher refuses, dies or does not answer in time. */
  request(parts: readonly Buffer[], options: { extraMs?: number; onFile?: (body: Buffer) => void } = {}): Promise<Frame> {
    if (this.failure) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.fail("The sandbox launcher does not answer."), ANSWER_MS + (options.extraMs ?? 0));
      this.pending.push({ resolve, reject, timer, ...(options.onFile && { onFile: options.onFile }) });
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
    this.fail("The container was closed.");
  }

  private receive(frame: Frame): void {
    const first = this.pending[0];
    if (frame.type === Answer.file && first?.onFile) return first.onFile(frame.body);
    this.pending.shift();
    if (!first) return this.fail("The sandbox launcher sent an answer to no request.");
    clearTimeout(first.timer);
    if (frame.type !== Answer.error) return first.resolve(frame);
    const { containerLost, message } = readError(frame.body);
    first.reject(containerLost ? new SandboxError(message) : new RequestRefused(message));
  }

  private fail(reason: string): void {
    if (this.failure) return;
    this.failure = new SandboxError(reason);
    this.socket.destroy();
    for (const { reject, timer } of this.pending.splice(0)) {
      clearTimeout(timer);
      reject(this.failure);
    }
    this.onEnd();
  }
}
