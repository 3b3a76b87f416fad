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
  KeptFilesLost,
  SandboxError,
} from "./sandbox.js";

/** FILES_LOST of native/frames.h. */
const FILES_LOST = "the kept files are lost";

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

  exec(request: ExecRequest): Promise<ExecOutcome> {
    return this.execIn(Which.main, request);
  }

  private async execIn(which: Which, request: ExecRequest): Promise<ExecOutcome> {
    this.assertOpen();
    const options = { deadlineMs: deadlineMs(request.limits) };
    const { type, body } = await this.connection.request(execRequest(which, request), options).catch(named);
    if (type !== Answer.result) throw new SandboxError("The sandbox launcher returned no result.");
    return readResult(body);
  }

  async companion(): Promise<Companion> {
    this.assertOpen();
    await this.connection.request(openRequest(Which.companion));
    return {
      put: (files) => this.putInto(Which.companion, files),
      exec: (request) => this.execIn(Which.companion, request),
      collect: (limits) => this.collectFrom(Which.companion, limits),
    };
  }

  async interact(request: InterplayRequest): Promise<Interplay> {
    this.assertOpen();
    const options = { deadlineMs: interplayDeadlineMs(request) };
    const { type, body } = await this.connection.request(interactRequest(request), options).catch(named);
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

function named(error: unknown): never {
  throw error instanceof RequestRefused && error.message === FILES_LOST ? new KeptFilesLost(error.message) : error;
}
