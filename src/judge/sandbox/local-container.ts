import {
  Answer,
  collectRequest,
  emptyRequest,
  execRequest,
  interactRequest,
  interplayDeadlineMs,
  openRequest,
  putRequest,
  readFileFrame,
  readInterplay,
  readResult,
  Request,
  type Welcome,
  Which,
} from "./frames.js";
import { RequestRefused, type LauncherConnection } from "./launcher-connection.js";
import {
  type BoxFile,
  CollectionTooLarge,
  type Companion,
  type Container,
  deadlineMs,
  type ExecOutcome,
  type ExecRequest,
  type Interplay,
  type InterplayRequest,
  SandboxError,
} from "./sandbox.js";

/** `release` frees the slot; it is called once. */
export class LocalContainer implements Container {
  private closing: Promise<void> | undefined;

  constructor(
    private readonly connection: LauncherConnection,
    private readonly release: () => void,
  ) {}

  get welcome(): Welcome {
    return this.connection.welcome;
  }

  put(files: readonly BoxFile[]): Promise<void> {
    return this.putInto(Which.main, files);
  }

  private async putInto(which: Which, files: readonly BoxFile[]): Promise<void> {
    this.assertOpen();
    await Promise.all(files.map((file) => this.connection.request(putRequest(which, file))));
  }

  async exec(request: ExecRequest): Promise<ExecOutcome> {
    this.assertOpen();
    const { type, body } = await this.connection.request(execRequest(request), { deadlineMs: deadlineMs(request.limits) });
    if (type !== Answer.result) throw new SandboxError("The sandbox launcher returned no result.");
    return readResult(body);
  }

  async companion(): Promise<Companion> {
    this.assertOpen();
    await this.connection.request(openRequest(Which.companion));
    return {
      put: (files) => this.putInto(Which.companion, files),
      collect: (limits) => this.collectFrom(Which.companion, limits),
    };
  }

  async interact(request: InterplayRequest): Promise<Interplay> {
    this.assertOpen();
    const { type, body } = await this.connection.request(interactRequest(request), { deadlineMs: interplayDeadlineMs(request) });
    if (type !== Answer.interacted) throw new SandboxError("The sandbox launcher returned no result.");
    return readInterplay(body);
  }

  collect(limits: { maxBytes: number; maxFiles: number }): Promise<BoxFile[]> {
    return this.collectFrom(Which.main, limits);
  }

  private async collectFrom(which: Which, limits: { maxBytes: number; maxFiles: number }): Promise<BoxFile[]> {
    this.assertOpen();
    const files: BoxFile[] = [];
    try {
      await this.connection.request(collectRequest(which, limits), { onFile: (body) => files.push(readFileFrame(body)) });
    } catch (error) {
      throw error instanceof RequestRefused && error.message.startsWith("too many ") ? new CollectionTooLarge(error.message) : error;
    }
    return files;
  }

  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    // The launcher responds in order, so a close request would wait for a running program. Ending the connection ends the program.
    if (this.connection.busy) this.connection.destroy();
    // Requests sent from now on are handled after this one, so the slot can be reused at once.
    const closed = this.connection.usable ? this.connection.request(emptyRequest(Request.close)) : undefined;
    this.release();
    await closed?.catch(() => this.connection.destroy());
  }

  private assertOpen(): void {
    if (this.closing) throw new SandboxError("The container is closed.");
  }
}
