/**
 * The part of Docker's Engine API (v1.43) that is used. Each answer is parsed; each request has a time-out; every failure is a SandboxError,
 * so that the worker tests the engine again before it takes another job.
 */
import type { Duplex } from "node:stream";
import type Docker from "dockerode";
import type { ContainerCreateOptions, ExecCreateOptions } from "dockerode";
import * as z from "zod";
import { SandboxError } from "../../sandbox/sandbox.js";
import { LABEL } from "./container-spec.js";

const API_VERSION = "v1.43";
const NOT_FOUND = 404;
const CONFLICT = 409;

export interface DockerOptions {
  /** unix:///var/run/docker.sock, or http://host:port of an engine in a private network. */
  url: string;
  /** Of each request but for the streams of programs. */
  timeoutMs: number;
}

const created = z.object({ Id: z.string().min(1) });
const execState = z.object({ Running: z.boolean(), ExitCode: z.number().int().nullable() });
const containerState = z.object({ State: z.object({ Running: z.boolean(), OOMKilled: z.boolean() }) });
const stats = z.object({
  cpu_stats: z.object({ cpu_usage: z.object({ total_usage: z.number().default(0) }) }),
  memory_stats: z.object({ usage: z.number().optional(), max_usage: z.number().optional() }).default({}),
});
const listed = z.array(z.object({ Id: z.string(), Labels: z.record(z.string(), z.string()).nullish() }));
const info = z.object({
  CgroupVersion: z.enum(["1", "2"]).optional(),
  MemoryLimit: z.boolean().optional(),
  SwapLimit: z.boolean().optional(),
  PidsLimit: z.boolean().optional(),
  ServerVersion: z.string().optional(),
});

export type ExecState = z.infer<typeof execState>;
export type DockerInfo = z.infer<typeof info>;
/** CPU time in milliseconds since the container started, memory in bytes. On cgroup v2 Docker knows no peak. */
export interface Usage {
  cpuMs: number;
  memoryBytes: number;
  peakBytes: number | null;
}

export interface DockerClient {
  create(spec: ContainerCreateOptions): Promise<string>;
  start(container: string): Promise<void>;
  /** Starts a command. The stream takes its input and carries frames of its output; see stream-frames.ts. */
  exec(container: string, options: ExecCreateOptions): Promise<{ exec: string; stream: Duplex }>;
  execState(exec: string): Promise<ExecState>;
  usage(container: string): Promise<Usage>;
  state(container: string): Promise<{ running: boolean; oomKilled: boolean }>;
  /** Does nothing if it no longer runs. */
  kill(container: string): Promise<void>;
  /** With all that it holds. Does nothing if it is gone. */
  remove(container: string): Promise<void>;
  list(installation: string): Promise<{ id: string; labels: Record<string, string> }[]>;
  info(): Promise<DockerInfo>;
  /** The image's id, or null if the engine has no such image. */
  imageId(name: string): Promise<string | null>;
}

export function createDockerClient({ url, timeoutMs }: DockerOptions): DockerClient {
  // Loaded here, as it takes megabytes that other engines do without.
  const loading = import("dockerode").then(({ default: Client }) => new Client({ ...addressOf(url), version: API_VERSION }));

  const ask = async <T>(what: string, request: (docker: Docker, abortSignal: AbortSignal) => Promise<T>): Promise<T> => {
    const docker = await loading;
    const timeout = AbortSignal.timeout(timeoutMs);
    // dockerode gives up only what it passes the signal on to.
    const late = new Promise<never>((_resolve, reject) => {
      timeout.addEventListener("abort", () => reject(timeout.reason as Error), { once: true });
    });
    try {
      return await Promise.race([request(docker, timeout), late]);
    } catch (error) {
      throw failureOf(what, error, timeout.aborted ? timeoutMs : null);
    }
  };
  const read = <S extends z.ZodType>(what: string, schema: S, request: (docker: Docker, abortSignal: AbortSignal) => Promise<unknown>) =>
    ask(what, async (docker, signal): Promise<z.output<S>> => {
      const { data, success } = schema.safeParse(await request(docker, signal));
      if (!success) throw new DockerFailure(`Docker: unexpected answer to "${what}".`, null);
      return data;
    });
  const unless = (statuses: readonly number[]) => (error: unknown) => {
    if (!(error instanceof DockerFailure) || !statuses.includes(error.status ?? 0)) throw error;
  };

  return {
    async create(spec) {
      // dockerode puts what it does not know into the query.
      const options = (abortSignal: AbortSignal) => ({ _query: {}, _body: spec, abortSignal }) as unknown as ContainerCreateOptions;
      const { id } = await ask("create a container", (docker, signal) => docker.createContainer(options(signal)));
      return created.parse({ Id: id }).Id;
    },
    start: (id) => ask("start a container", async (docker, abortSignal) => void (await docker.getContainer(id).start({ abortSignal }))),
    exec: (id, options) =>
      ask("start a program", async (docker, abortSignal) => {
        const exec = await docker.getContainer(id).exec({ ...options, abortSignal });
        // Not with the signal, which would also end the stream.
        const body = { _body: { Detach: false, Tty: false }, hijack: true, stdin: true } as unknown as { hijack: true; stdin: true };
        const stream = await exec.start(body);
        if (abortSignal.aborted) stream.destroy();
        return { exec: exec.id, stream };
      }),
    execState: (exec) =>
      read("read the state of a program", execState, (docker, abortSignal) => docker.getExec(exec).inspect({ abortSignal })),
    async usage(id) {
      const options = (abortSignal: AbortSignal) => ({ stream: false as const, "one-shot": true, abortSignal });
      const { cpu_stats, memory_stats } = await read("read the usage of a container", stats, (docker, signal) =>
        docker.getContainer(id).stats(options(signal)),
      );
      const nanoseconds = cpu_stats.cpu_usage.total_usage;
      return { cpuMs: nanoseconds / 1e6, memoryBytes: memory_stats.usage ?? 0, peakBytes: memory_stats.max_usage ?? null };
    },
    async state(id) {
      const { State } = await read("read the state of a container", containerState, (docker, abortSignal) =>
        docker.getContainer(id).inspect({ abortSignal }),
      );
      return { running: State.Running, oomKilled: State.OOMKilled };
    },
    kill: (id) =>
      // Otherwise dockerode sends the options as a body, too.
      ask("end a container", async (docker, abortSignal) => {
        await docker.getContainer(id).kill({ _query: { signal: "SIGKILL" }, _body: {}, abortSignal } as unknown as { signal: string });
      }).catch(unless([NOT_FOUND, CONFLICT])),
    remove: (id) =>
      // 409: it is being removed.
      ask(
        "remove a container",
        async (docker, abortSignal) => void (await docker.getContainer(id).remove({ force: true, v: true, abortSignal })),
      ).catch(unless([NOT_FOUND, CONFLICT])),
    async list(installation) {
      const filters = { label: [`${LABEL}=${installation}`] };
      const all = await read("list containers", listed, (docker, abortSignal) =>
        docker.listContainers({ all: true, filters, abortSignal }),
      );
      return all.map(({ Id, Labels }) => ({ id: Id, labels: Labels ?? {} }));
    },
    info: () => read("read what the engine is", info, (docker) => docker.info()),
    imageId: (name) =>
      read("read an image", created, (docker) => docker.getImage(name).inspect()).then(
        ({ Id }) => Id,
        (error: unknown) => {
          unless([NOT_FOUND])(error);
          return null;
        },
      ),
  };
}

/** `status`: of the answer, if there was one. */
class DockerFailure extends SandboxError {
  constructor(
    message: string,
    readonly status: number | null,
  ) {
    super(message);
  }
}

/** Docker's own messages may quote a request, with a learner's source in it. */
function failureOf(what: string, error: unknown, lateMs: number | null): DockerFailure {
  if (error instanceof DockerFailure) return error;
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (statusCode !== undefined) return new DockerFailure(`Docker answered "${what}" with status ${statusCode}.`, statusCode);
  if (lateMs !== null) return new DockerFailure(`Docker did not answer "${what}" within ${lateMs} ms.`, null);
  return new DockerFailure(`Docker is not reachable to ${what}${code ? ` (${code})` : ""}.`, null);
}

/** All of it explicit: dockerode would read the environment for what is missing. */
function addressOf(url: string): Docker.DockerOptions {
  const nothing = {
    host: undefined,
    port: undefined,
    ca: undefined,
    cert: undefined,
    key: undefined,
    protocol: undefined,
    timeout: undefined,
  };
  if (url.startsWith("unix://")) return { ...nothing, socketPath: url.slice("unix://".length), protocol: "http" };
  const { hostname, port, protocol } = new URL(url);
  return {
    ...nothing,
    protocol: protocol === "https:" ? "https" : "http",
    host: hostname,
    port: port || (protocol === "https:" ? 443 : 80),
  };
}
