/**
 * A Judge0 as its documentation describes it (github.com/judge0/judge0, docs/api, 1.14): batches in base64, its statuses, its languages and
 * its configuration, refusals included. Programs run for real, in bubblewrap, with the toolchains of this machine under the names of Judge0's.
 */
import { randomUUID } from "node:crypto";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { runBoxed } from "../boxed-command.js";

export interface Judge0Server {
  /** For JUDGE0_URL. */
  url: string;
  key: string;
  /** `GET /submissions/batch`, in the order of their arrival. */
  requests: string[];
  /** Submissions by batch. */
  batches: Record<string, unknown>[][];
  /** Asked before each request. `drop`: the connection is closed without an answer. */
  fault: (what: string, number: number) => { status: number; headers?: Record<string, string>; body?: string } | "drop" | undefined;
  /** How often each submission is answered as in the queue, then as processing. */
  unfinishedReads: number;
  /** Replaces the result of a run. */
  override: ((result: Result) => Partial<Result>) | null;
  config: Record<string, unknown>;
  languages: { id: number; name: string }[];
  close(): Promise<void>;
}

interface Result {
  status: number;
  stdout: Buffer | null;
  stderr: Buffer | null;
  compile_output: Buffer | null;
  message: Buffer | null;
  exit_code: number | null;
  exit_signal: number | null;
  time: string | null;
  wall_time: string | null;
  memory: number | null;
}

interface Kept {
  token: string;
  reads: number;
  result: Result | null;
}

/** Attributes 1 to 20 of a submission, of which the engine uses these. */
const submission = z.strictObject({
  source_code: z.base64(),
  language_id: z.int(),
  compiler_options: z.string().max(512).optional(),
  stdin: z.base64().or(z.literal("")),
  cpu_time_limit: z.number().min(0),
  cpu_extra_time: z.number().min(0),
  wall_time_limit: z.number().min(1),
  memory_limit: z.int().min(2048),
  stack_limit: z.int().min(0),
  max_processes_and_or_threads: z.int().min(1),
  enable_per_process_and_thread_time_limit: z.literal(false),
  enable_per_process_and_thread_memory_limit: z.literal(false),
  max_file_size: z.int().min(0),
  redirect_stderr_to_stdout: z.literal(false),
  enable_network: z.literal(false),
  number_of_runs: z.literal(1),
});
type Submission = z.infer<typeof submission>;

const STATUS_NAMES = [
  ...["In Queue", "Processing", "Accepted", "Wrong Answer", "Time Limit Exceeded", "Compilation Error", "Runtime Error (SIGSEGV)"],
  ...["Runtime Error (SIGXFSZ)", "Runtime Error (SIGFPE)", "Runtime Error (SIGABRT)", "Runtime Error (NZEC)", "Runtime Error (Other)"],
  ...["Internal Error", "Exec Format Error"],
];

const CONFIG = {
  ...{ maintenance_mode: false, enable_compiler_options: true, allowed_languages_for_compile_options: [] },
  ...{ max_cpu_time_limit: 15, max_cpu_extra_time: 5, max_wall_time_limit: 60, max_memory_limit: 512_000, max_stack_limit: 128_000 },
  ...{ max_max_processes_and_or_threads: 120, max_max_file_size: 4096, max_queue_size: 100 },
};

/** As GET /languages names them; `files` and commands as in its db/languages, with this machine's toolchains. */
const LANGUAGES: { id: number; name: string; file: string; compile?: string; run: string }[] = [
  { id: 46, name: "Bash (5.0.0)", file: "script.sh", run: "/bin/bash script.sh" },
  { id: 52, name: "C++ (GCC 7.4.0)", file: "main.cpp", run: "exit 99" },
  { id: 70, name: "Python (2.7.17)", file: "script.py", run: "exit 99" },
  { id: 71, name: "Python (3.8.1)", file: "script.py", run: "exit 99" },
  { id: 62, name: "Java (OpenJDK 13.0.1)", file: "Main.java", run: "exit 99" },
  { id: 92, name: "Python (3.11.2)", file: "script.py", run: "/usr/bin/python3 script.py" },
  { id: 105, name: "C++ (GCC 14.1.0)", file: "main.cpp", compile: "/usr/bin/g++ %s main.cpp", run: "./a.out" },
  { id: 93, name: "JavaScript (Node.js 18.15.0)", file: "script.js", run: "/opt/judge/node/bin/node script.js" },
];

const BATCH_MAX = 20;
const KEEP_UP_PROCESSES = 3;
const FIRST_UID = 63_000;

export async function startJudge0Server(): Promise<Judge0Server> {
  const root = mkdtempSync(join(tmpdir(), "judge0-"));
  chmodSync(root, 0o755);
  const kept = new Map<string, Kept>();
  const running = new Set<Promise<void>>();
  let made = 0;
  const http = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const server: Judge0Server = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    key: "f6583e60-test-key",
    requests: [],
    batches: [],
    fault: () => undefined,
    unfinishedReads: 0,
    override: null,
    config: { ...CONFIG },
    languages: LANGUAGES.map(({ id, name }) => ({ id, name })),
    async close() {
      http.closeAllConnections();
      await new Promise<void>((resolve) => http.close(() => resolve()));
      await Promise.all(running);
      rmSync(root, { recursive: true, force: true });
    },
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const send = (status: number, body: unknown, headers: Record<string, string> = {}): void => {
      response
        .writeHead(status, { "content-type": "application/json", ...headers })
        .end(typeof body === "string" ? body : JSON.stringify(body));
    };
    const { pathname, searchParams } = new URL(request.url!, server.url);
    const what = `${request.method} ${pathname}`;
    const number = server.requests.push(what);
    const fault = server.fault(what, number);
    if (fault === "drop") return void request.socket.destroy();
    if (fault) return send(fault.status, fault.body ?? { error: "a fault of the test" }, fault.headers);
    if (request.headers["x-auth-token"] !== server.key) return send(401, "");
    switch (what) {
      case "GET /about":
        return send(200, { version: "1.14.0", homepage: "", source_code: "", maintainer: "" });
      case "GET /config_info":
        return send(200, server.config);
      case "GET /languages":
        return send(200, server.languages);
      case "GET /statuses":
        return send(
          200,
          STATUS_NAMES.map((description, index) => ({ id: index + 1, description })),
        );
      case "POST /submissions/batch": {
        if (searchParams.get("base64_encoded") !== "true") return send(400, { error: "the test wants base64" });
        const { submissions } = JSON.parse(Buffer.concat(chunks).toString()) as { submissions: Record<string, unknown>[] };
        if (submissions.length > BATCH_MAX)
          return send(400, { error: `number of submissions in a batch should be less than or equal to ${BATCH_MAX}` });
        if (submissions.length === 0) return send(400, { error: "there should be at least one submission in a batch" });
        server.batches.push(submissions);
        const answers = submissions.map(accept);
        return send(answers.some((answer) => "token" in answer) ? 201 : 422, answers);
      }
      case "GET /submissions/batch": {
        const tokens = (searchParams.get("tokens") ?? "").split(",").filter(Boolean);
        if (tokens.length === 0 || tokens.length > BATCH_MAX) return send(400, { error: "number of submissions in a batch" });
        const fields = (searchParams.get("fields") ?? "").split(",");
        return send(200, { submissions: tokens.map((token) => read(token, fields)) });
      }
      default:
        return send(404, { error: "not found" });
    }
  }

  function accept(given: Record<string, unknown>): Record<string, unknown> {
    const { success, data, error } = submission.safeParse(given);
    if (!success) return Object.fromEntries(error.issues.map(({ path, message }) => [path.join(".") || "base", [message]]));
    const problems: Record<string, string[]> = {};
    const atMost = (field: keyof Submission, maximum: unknown): void => {
      if (Number(data[field]) > Number(maximum)) problems[field] = [`must be less than or equal to ${String(maximum)}`];
    };
    for (const field of ["cpu_time_limit", "cpu_extra_time", "wall_time_limit", "memory_limit", "stack_limit"] as const)
      atMost(field, server.config[`max_${field}`]);
    atMost("max_processes_and_or_threads", server.config.max_max_processes_and_or_threads);
    atMost("max_file_size", server.config.max_max_file_size);
    if (!server.languages.some(({ id }) => id === data.language_id))
      problems.language_id = [`language with id ${data.language_id} doesn't exist`];
    if (data.source_code === "") problems.source_code = ["can't be blank"];
    if (Object.keys(problems).length > 0) return problems;
    const one: Kept = { token: randomUUID(), reads: 0, result: null };
    kept.set(one.token, one);
    const work = judge(data).then((result) => void (one.result = result));
    running.add(work);
    void work.finally(() => running.delete(work));
    return { token: one.token };
  }

  function read(token: string, fields: readonly string[]): Record<string, unknown> | null {
    const one = kept.get(token);
    if (!one) return null;
    one.reads++;
    const found = one.result && one.reads > server.unfinishedReads ? one.result : null;
    const id = found?.status ?? (one.reads === 1 ? 1 : 2);
    const text = (bytes: Buffer | null | undefined) => (bytes ? broken(bytes.toString("base64")) : null);
    const all: Record<string, unknown> = {
      token,
      status: { id, description: STATUS_NAMES[id - 1] },
      stdout: text(found?.stdout),
      stderr: text(found?.stderr),
      compile_output: text(found?.compile_output),
      message: text(found?.message),
      exit_code: found?.exit_code ?? null,
      exit_signal: found?.exit_signal ?? null,
      time: found?.time ?? null,
      wall_time: found?.wall_time ?? null,
      memory: found?.memory ?? null,
    };
    return Object.fromEntries(fields.map((field) => [field, all[field]]));
  }

  /** As its IsolateJob does: compile, run in a shell with files for the streams, then read the status. */
  async function judge(given: Submission): Promise<Result> {
    const language = LANGUAGES.find(({ id }) => id === given.language_id)!;
    const folder = mkdtempSync(join(root, "box-"));
    const uid = FIRST_UID + (made++ % 500);
    const home = join(folder, "tmp");
    for (const path of [folder, ...(mkdirSync(home), [home])]) {
      chmodSync(path, 0o755);
      chownSync(path, uid, uid);
    }
    const write = (name: string, content: Buffer | string): void => {
      writeFileSync(join(folder, name), content);
      chownSync(join(folder, name), uid, uid);
    };
    const start = (argv: string[], memoryBytes: number, processes: number) =>
      runBoxed({
        argv,
        env: { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: "/tmp", LANG: "C.UTF-8" },
        cwd: "/box",
        folders: { "/box": folder, "/tmp": home },
        uid: { inside: 1000, outside: uid },
        memoryBytes,
        processes: processes + KEEP_UP_PROCESSES,
      });
    try {
      write(language.file, Buffer.from(given.source_code, "base64"));
      write("stdin.txt", Buffer.from(given.stdin, "base64"));
      if (language.compile) {
        write("compile.sh", language.compile.replace("%s", given.compiler_options ?? ""));
        const compiling = start(["/bin/bash", "compile.sh"], 1 << 30, 120);
        compiling.stdin.end();
        const output: Buffer[] = [];
        for (const stream of [compiling.stdout, compiling.stderr]) stream.on("data", (bytes: Buffer) => output.push(bytes));
        if ((await compiling.ended) !== 0) return { ...NOTHING, status: 6, compile_output: Buffer.concat(output) };
      }
      write("run.sh", language.run);
      const blocks = given.max_file_size * 2;
      const script = `ulimit -f ${blocks}; /bin/bash run.sh < stdin.txt > stdout.txt 2> stderr.txt`;
      const run = start(["/bin/bash", "-c", script], given.memory_limit * 1024, given.max_processes_and_or_threads);
      run.stdin.end();
      const startedAt = performance.now();
      const most = { cpuMs: (given.cpu_time_limit + given.cpu_extra_time) * 1000, wallMs: given.wall_time_limit * 1000 };
      const timer = setInterval(() => {
        if (run.usage().cpuMs > most.cpuMs || performance.now() - startedAt > most.wallMs) run.kill();
      }, 10);
      const code = await run.ended;
      clearInterval(timer);
      const wallMs = performance.now() - startedAt;
      const { cpuMs, peakBytes, oomKilled } = run.usage();
      const late = code === -1 || cpuMs > given.cpu_time_limit * 1000;
      const file = (name: string): Buffer | null => {
        try {
          return statSync(join(folder, name)).size > 0 ? readFileSync(join(folder, name)) : null;
        } catch {
          return null;
        }
      };
      const result: Result = {
        status: late ? 5 : code === 0 ? 3 : 11,
        stdout: file("stdout.txt"),
        stderr: file("stderr.txt"),
        compile_output: null,
        message: late ? Buffer.from("Time limit exceeded") : code === 0 ? null : Buffer.from("Exited with error status " + code),
        exit_code: late ? null : code,
        exit_signal: late ? 9 : null,
        time: (cpuMs / 1000).toFixed(3),
        wall_time: (wallMs / 1000).toFixed(3),
        memory: oomKilled ? given.memory_limit : Math.ceil(peakBytes / 1024),
      };
      return { ...result, ...server.override?.(result) };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  return server;
}

const NOTHING: Result = {
  ...{ status: 13, stdout: null, stderr: null, compile_output: null, message: null, exit_code: null, exit_signal: null },
  ...{ time: null, wall_time: null, memory: null },
};

/** Ruby's Base64.encode64. */
const broken = (text: string): string => text.replaceAll(/.{1,60}/g, "$&\n");
