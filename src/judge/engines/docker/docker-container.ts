/**
 * A container of the judge's interface. Each program gets a container of Docker of its own, with the files in its memory: what a program left
 * behind, processes too, goes with it. The last one is kept until its /out was collected.
 */
import { BASE_ENV } from "../../languages/language.js";
import {
  type BoxFile,
  CollectionTooLarge,
  type Companion,
  type Container,
  deadlineMs,
  type ExecOutcome,
  type ExecRequest,
  type Interplay,
  KeptFilesLost,
  PASS_FILE,
  SandboxError,
} from "../../sandbox/sandbox.js";
import { EngineCannot } from "../engine.js";
import { refusalOf } from "../features.js";
import { containerSpec, KEEPER, LEARNER } from "./container-spec.js";
import type { DockerClient } from "./docker-client.js";
import { WRITE_MARK } from "./end-mark.js";
import { killed, runCommand, SIGKILL } from "./docker-exec.js";
import { readTar, writeTar } from "./tar.js";

export interface DockerSetting {
  client: DockerClient;
  image: string;
  installation: string;
}

const TAR = "/usr/bin/tar";
/** Limits of our own commands: they only stop what hangs. */
const OWN_LIMITS = { cpuMs: 60_000, wallMs: 60_000, stdoutBytes: 64 * 1024, stderrBytes: 4096 };
/** Of an archive: headers, padding and its end. */
const TAR_BYTES_PER_FILE = 2048;
const TAR_END_BYTES = 20_480;
const FIRST_GIVEN = 3;

/**
 * The shell stays, so that the streams end with it and not when the program closes them. What it says itself is dropped, hence the second one,
 * which the program replaces. Limits of files are in blocks of 512 bytes, those of CPU time in seconds: they only stop what was not seen.
 */
const START =
  'ulimit -f "$1" && ulimit -t "$2" && shift 2 && exec 9>&2 2>/dev/null && (exec "$@" 2>&9 9>&-GIVEN); code=$?; MARK >&9; exit "$code"';
const FILE_BLOCK_BYTES = 512;

export class DockerContainer implements Container {
  private files: readonly BoxFile[] = [];
  /** Its program has ended and its /out is there. */
  private last: string | undefined;
  private readonly open = new Set<string>();
  private other: DockerContainer | undefined;
  private closing: Promise<void> | undefined;

  constructor(
    private readonly setting: DockerSetting,
    private readonly release: () => void,
  ) {}

  put(files: readonly BoxFile[]): Promise<void> {
    this.assertOpen();
    this.files = [...this.files, ...files];
    return Promise.resolve();
  }

  async exec(request: ExecRequest): Promise<ExecOutcome> {
    this.assertOpen();
    const { client } = this.setting;
    const { given = [], limits } = request;
    const kept = request.keepsOut ? (await this.keptFiles()).filter(({ path }) => path !== PASS_FILE) : [];
    this.forgetLast();
    const owned = [
      ...this.files.map((file) => ({ ...file, path: `box/${file.path}` })),
      ...given.map((content, index) => ({ path: `given/${FIRST_GIVEN + index}`, content })),
    ];
    const id = await this.start(request, [...owned, ...kept]);
    if (owned.length > 0) await this.unpack(id, owned, "/", KEEPER);
    if (kept.length > 0) await this.unpack(id, kept, "/out", LEARNER);
    const outcome = await runCommand(client, {
      container: id,
      argv: commandOf(request),
      env: request.env,
      user: LEARNER,
      folder: "/work",
      stdin: request.stdin,
      limits,
      marksEnd: true,
    });
    // Killed, and not by us: only then the container has to end, as older engines tell the reason only afterwards.
    const isKilled = outcome.signal === SIGKILL || outcome.stopped !== null;
    const { oomKilled } = isKilled ? await killed(client, id) : await client.state(id);
    if (isKilled) this.drop(id);
    else this.last = id;
    return { ...outcome, oomKilled: oomKilled && outcome.exitCode !== 0 };
  }

  async collect({ maxBytes, maxFiles }: { maxBytes: number; maxFiles: number }): Promise<BoxFile[]> {
    this.assertOpen();
    if (!this.last) return [];
    const { stdout, stopped, exitCode } = await this.pack(this.last, maxBytes + maxFiles * TAR_BYTES_PER_FILE + TAR_END_BYTES);
    if (stopped === "output") throw new CollectionTooLarge("too many bytes");
    if (stopped !== null || exitCode !== 0) throw new SandboxError("The files of a program in Docker could not be read.");
    const files = readTar(stdout);
    if (files.length > maxFiles) throw new CollectionTooLarge("too many files");
    if (files.reduce((sum, { content }) => sum + content.length, 0) > maxBytes) throw new CollectionTooLarge("too many bytes");
    return files;
  }

  companion(): Promise<Companion> {
    this.assertOpen();
    this.other = new DockerContainer(this.setting, () => undefined);
    return Promise.resolve(this.other);
  }

  interact(): Promise<Interplay> {
    return Promise.reject(new EngineCannot(refusalOf("docker", ["INTERACTIVE"])!));
  }

  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    const removals = [...this.open].map((id) => this.setting.client.remove(id).catch(() => undefined));
    await Promise.all([...removals, this.other?.close()]);
    this.release();
  }

  private async start({ limits }: ExecRequest, files: readonly BoxFile[]): Promise<string> {
    const { client, image, installation } = this.setting;
    const filesBytes = files.reduce((sum, { content }) => sum + content.length + 4096, 0);
    const lifeMs = deadlineMs(limits) + 2 * OWN_LIMITS.wallMs;
    const id = await client.create(containerSpec({ image, installation, limits, filesBytes, lifeMs, now: Date.now() }));
    this.open.add(id);
    if (this.closing) {
      this.drop(id);
      throw new SandboxError("The container is closed.");
    }
    await client.start(id);
    return id;
  }

  private async unpack(container: string, files: readonly BoxFile[], folder: string, user: number): Promise<void> {
    // The folders are there, with owners of their own.
    const argv = [TAR, "-x", "--no-same-owner", "--no-overwrite-dir", "-C", folder];
    const { exitCode } = await this.own({ container, argv, user, stdin: writeTar(files) });
    if (exitCode !== 0) throw new SandboxError("The files of a program could not be put into a container of Docker.");
  }

  private pack(container: string, stdoutBytes: number): Promise<ExecOutcome> {
    const argv = [TAR, "-c", "--format=gnu", "-C", "/out", "."];
    return this.own({ container, argv, user: LEARNER, stdin: Buffer.alloc(0), limits: { ...OWN_LIMITS, stdoutBytes } });
  }

  private own(command: {
    container: string;
    argv: string[];
    user: number;
    stdin: Buffer;
    limits?: typeof OWN_LIMITS;
  }): Promise<ExecOutcome> {
    return runCommand(this.setting.client, { limits: OWN_LIMITS, env: BASE_ENV, folder: "/", ...command });
  }

  private async keptFiles(): Promise<BoxFile[]> {
    if (!this.last) throw new KeptFilesLost("the container of the last pass is gone");
    return this.collect({ maxBytes: Number.MAX_SAFE_INTEGER / 2, maxFiles: 10_000 });
  }

  private forgetLast(): void {
    if (this.last) this.drop(this.last);
    this.last = undefined;
  }

  private drop(id: string): void {
    this.setting.client.remove(id).then(
      () => this.open.delete(id),
      // close() tries again, and then the sweep of leftovers.
      () => undefined,
    );
  }

  private assertOpen(): void {
    if (this.closing) throw new SandboxError("The container is closed.");
  }
}

function commandOf({ argv, given = [], limits }: ExecRequest): string[] {
  const fileBlocks = Math.ceil(limits.fileBytes / FILE_BLOCK_BYTES);
  const cpuSeconds = Math.ceil(limits.cpuMs / 1000) + 1;
  const files = given.map((_, index) => ` ${FIRST_GIVEN + index}</given/${FIRST_GIVEN + index}`).join("");
  return [
    "/bin/sh",
    "-c",
    START.replace("GIVEN", files).replace("MARK", WRITE_MARK),
    "sh",
    String(fileBlocks),
    String(cpuSeconds),
    ...argv,
  ];
}
