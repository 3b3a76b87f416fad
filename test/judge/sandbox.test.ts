/** The local sandbox against a launcher of this test's own: what callers rely on, and what happens when parts die. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { cpus } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { rootPrefix } from "../../scripts/lib/privilege.mjs";
import { slowness } from "../../scripts/lib/slowness.mjs";
import { VERSION } from "../../src/judge/sandbox/frames.js";
import { createLocalSandbox } from "../../src/judge/sandbox/local-sandbox.js";
import {
  type Container,
  type ExecLimits,
  type ExecOutcome,
  type Loan,
  MachineBusy,
  type Sandbox,
  SandboxError,
} from "../../src/judge/sandbox/sandbox.js";
import { MEMORY_LIMIT_KB } from "../../src/modules/practice/problems/edits/problem-limits.js";
import { controlGroupsOf } from "../support/control-groups.js";
import { amidCrowd } from "../support/crowd.js";
import { startLauncher, type TestLauncher } from "../support/launcher.js";
import { itLong } from "../support/proofs.js";

const MIB = 1024 * 1024;
const LIMITS: ExecLimits = {
  cpuMs: 2000,
  wallMs: 5000,
  memoryBytes: 128 * MIB,
  processes: 16,
  stdoutBytes: MIB,
  stderrBytes: 1000,
  fileBytes: 32 * MIB,
};

let launcher: TestLauncher;
let sandbox: Sandbox;
beforeAll(async () => {
  launcher = await startLauncher();
  sandbox = createLocalSandbox({ socketPath: launcher.socketPath, slots: 2 });
});
afterAll(async () => {
  await sandbox.close();
  await launcher.close();
});

async function asRoot(script: string): Promise<void> {
  const [program, ...words] = [...(await rootPrefix())!, "/bin/sh", "-c", script];
  const { status, stderr } = spawnSync(program!, words, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

interface Options {
  stdin?: string | Buffer;
  given?: string[];
  env?: Record<string, string>;
  limits?: Partial<ExecLimits>;
}

function exec(container: Container, argv: string[], { stdin = "", given = [], env = {}, limits = {} }: Options = {}): Promise<ExecOutcome> {
  const files = given.map((content) => Buffer.from(content));
  return container.exec({ argv, env, stdin: Buffer.from(stdin), given: files, limits: { ...LIMITS, ...limits } });
}
const shell = (container: Container, script: string, options?: Options): Promise<ExecOutcome> =>
  exec(container, ["/bin/sh", "-c", script], options);
const python = (container: Container, script: string, options?: Options): Promise<ExecOutcome> =>
  exec(container, ["/usr/bin/python3", "-ISBc", script], options);

async function withContainer<T>(work: (container: Container) => Promise<T>, from = sandbox): Promise<T> {
  const container = await from.open();
  try {
    return await work(container);
  } finally {
    await container.close();
  }
}

const once = (argv: string[], options?: Options): Promise<ExecOutcome> => withContainer((container) => exec(container, argv, options));
const text = ({ stdout }: ExecOutcome): string => stdout.toString();
const until = async (condition: () => boolean): Promise<void> => {
  for (const deadline = performance.now() + 3000; !condition() && performance.now() < deadline;)
    await new Promise((done) => setTimeout(done, 10));
};

describe("exec", () => {
  it("gives input to a program and its output back", async () => {
    const outcome = await once(["/usr/bin/cat"], { stdin: "hello" });
    expect(outcome).toMatchObject({ exitCode: 0, signal: null, stopped: null, oomKilled: false });
    expect(text(outcome)).toBe("hello");
    expect(outcome.cpuMs).toBeGreaterThan(0);
    expect(outcome.wallMs).toBeLessThan(1000);
    expect(outcome.peakMemoryBytes).toBeGreaterThan(100_000);
  });

  it("passes exactly the given environment and arguments", async () => {
    const outcome = await once(["/usr/bin/env"], { env: { A: "1", "B C": "ü=\n" } });
    expect(text(outcome)).toBe("A=1\nB C=ü=\n\n");
    expect(text(await once(["/usr/bin/printf", "<%s>", "", "a b", "*"]))).toBe("<><a b><*>");
  });

  it("reports exit codes and signals", async () => {
    await withContainer(async (container) => {
      expect(await shell(container, "exit 3")).toMatchObject({ exitCode: 3, signal: null });
      expect(await shell(container, "kill -SEGV $$")).toMatchObject({ exitCode: null, signal: 11, oomKilled: false });
      expect(await shell(container, "kill -KILL $$")).toMatchObject({ exitCode: null, signal: 9, stopped: null });
    });
  });

  it("carries megabytes in and out unchanged", async () => {
    const stdin = Buffer.alloc(20 * MIB, "0123456789abcde\n");
    const outcome = await once(["/usr/bin/cat"], { stdin, limits: { stdoutBytes: 20 * MIB } });
    expect(outcome.stopped).toBeNull();
    expect(outcome.stdout.equals(stdin)).toBe(true);
  });

  it("accepts output up to its limit and not one byte more", async () => {
    await withContainer(async (container) => {
      const write = (bytes: number): Promise<ExecOutcome> =>
        exec(container, ["/usr/bin/head", "-c", String(bytes), "/dev/zero"], { limits: { stdoutBytes: 100_000 } });
      expect(await write(100_000)).toMatchObject({ stopped: null, exitCode: 0 });
      const over = await write(100_001);
      expect(over.stopped).toBe("output");
      expect(over.stdout).toHaveLength(100_000);
    });
  });

  it("keeps the first part of standard error and lets the program go on", async () => {
    const outcome = await withContainer((container) => python(container, "import sys; sys.stderr.write('e' * 5000); print('done')"));
    expect(outcome).toMatchObject({ exitCode: 0, stopped: null });
    expect(text(outcome)).toBe("done\n");
    expect(outcome.stderr.toString()).toBe("e".repeat(1000));
  });

  it("lets a program complain for megabytes", async () => {
    const complain = "import sys\nfor _ in range(40): sys.stderr.write('e' * (1 << 20))\nprint('done')";
    const outcome = await withContainer((container) => python(container, complain));
    expect(outcome).toMatchObject({ exitCode: 0, stopped: null });
    expect(text(outcome)).toBe("done\n");
    expect(outcome.stderr.toString()).toBe("e".repeat(1000));
    const endless = await withContainer((container) => shell(container, "yes >&2", { limits: { cpuMs: 300 } }));
    expect(endless).toMatchObject({ stopped: "cpu" });
  });

  it("tells a file at its limit from a signal that the program raised", async () => {
    await withContainer(async (container) => {
      const limits = { fileBytes: MIB };
      expect(await shell(container, "kill -XFSZ $$", { limits })).toMatchObject({ signal: 25, fileAtLimit: false });
      for (const folder of ["/work", "/tmp", "/dev/shm", "/home/sandbox", "/out"]) {
        const write = `mkdir -p ${folder}/a && exec head -c 2000000 /dev/zero >${folder}/a/file`;
        expect(await shell(container, write, { limits })).toMatchObject({ signal: 25, fileAtLimit: true });
      }
      const ignored = "open('/tmp/file', 'wb').write(bytes(2 << 20))";
      expect(await python(container, ignored, { limits })).toMatchObject({ exitCode: 1, fileAtLimit: true });
      expect(await shell(container, "head -c 1000000 /dev/zero >/tmp/file; exit 1", { limits })).toMatchObject({ fileAtLimit: false });
      expect(await shell(container, "head -c 1048576 /dev/zero >/tmp/file", { limits })).toMatchObject({ exitCode: 0, fileAtLimit: false });
    });
  });

  it("does not wait for a program to read its input", async () => {
    expect(await once(["/usr/bin/true"], { stdin: Buffer.alloc(4 * MIB) })).toMatchObject({ exitCode: 0 });
  });

  it("counts the CPU time of all processes", async () => {
    const outcome = await withContainer((container) =>
      python(
        container,
        `import os, time\nfor _ in range(3):\n  if os.fork() == 0:\n    while time.process_time() < ${0.1 * slowness()}: pass\n    os._exit(0)\nfor _ in range(3): os.wait()`,
      ),
    );
    expect(outcome.cpuMs).toBeGreaterThan(290);
    expect(outcome.cpuMs).toBeLessThan(700);
  });

  it("stops at the CPU limit closely", async () => {
    const outcome = await withContainer((container) => python(container, "while True: pass", { limits: { cpuMs: 300 } }));
    expect(outcome).toMatchObject({ stopped: "cpu", signal: 9 });
    expect(outcome.cpuMs).toBeGreaterThanOrEqual(300);
    expect(outcome.cpuMs).toBeLessThan(350);
  });

  it("does not charge the clock for waiting for a core, and still stops a sleeper", async () => {
    await amidCrowd(6 * cpus().length, async () => {
      const spin = `import time\nwhile time.process_time() < ${0.15 * slowness()}: pass\nprint('done')`;
      const busy = await once(["/usr/bin/python3", "-ISBc", spin], { limits: { wallMs: 600 } });
      expect({ stopped: busy.stopped, out: text(busy) }).toEqual({ stopped: null, out: "done\n" });
      expect(busy.wallMs).toBeGreaterThan(600);
      const idle = await once(["/bin/sleep", "60"], { limits: { wallMs: 300 } });
      expect(idle.stopped).toBe("wall");
    });
  });

  itLong("does not charge the clock for waiting in one process after another", async () => {
    await amidCrowd(6 * cpus().length, async () => {
      const spin = `while sum(os.times()[:2]) < ${0.1 * slowness()}: pass`;
      const many = `import os\nfor _ in range(4):\n  if os.fork() == 0:\n    ${spin}\n    os._exit(0)\n  os.wait()\nprint('done')`;
      const outcome = await once(["/usr/bin/python3", "-ISBc", many], { limits: { wallMs: 2000 } });
      expect({ stopped: outcome.stopped, out: text(outcome) }).toEqual({ stopped: null, out: "done\n" });
    });
  });

  it("says that the machine is busy when a program within its limits gets no core until its deadline", async () => {
    await amidCrowd(20 * cpus().length, async () => {
      const endless = once(["/usr/bin/python3", "-ISBc", "while True: pass"], { limits: { cpuMs: 5000, wallMs: 300 } });
      await expect(endless).rejects.toThrow(MachineBusy);
    });
    expect(text(await once(["/bin/echo", "on"]))).toBe("on\n");
  });

  it("runs the next program after one that was stopped", async () => {
    await withContainer(async (container) => {
      expect(await shell(container, "sleep 60", { limits: { wallMs: 100 } })).toMatchObject({ stopped: "wall" });
      expect(await shell(container, "echo on")).toMatchObject({ exitCode: 0, stopped: null });
    });
  });

  it("ends as soon as the main process does, whatever holds its output open", async () => {
    const outcome = await withContainer((container) => shell(container, "sleep 60 & echo done"));
    expect(text(outcome)).toBe("done\n");
    expect(outcome.wallMs).toBeLessThan(1000);
  });

  it("refuses what cannot be started, and goes on", async () => {
    await withContainer(async (container) => {
      await expect(exec(container, ["/box/missing"])).rejects.toThrow(SandboxError);
      await expect(exec(container, ["/usr/bin"])).rejects.toThrow(SandboxError);
      await expect(exec(container, ["/usr/bin/true", "x".repeat(200_000)])).rejects.toThrow("too many arguments");
      expect(await shell(container, "echo on")).toMatchObject({ exitCode: 0 });
    });
  });

  it("answers in order when called without waiting", async () => {
    const outcomes = await withContainer((container) =>
      Promise.all([1, 2, 3, 4].map((number) => shell(container, `read x; echo ${number} $x`, { stdin: `input ${number}\n` }))),
    );
    expect(outcomes.map(text)).toEqual([1, 2, 3, 4].map((number) => `${number} input ${number}\n`));
  });
});

describe("files", () => {
  it("puts them at /box, read-only", async () => {
    await withContainer(async (container) => {
      await container.put([
        { path: "a.txt", content: Buffer.from("A") },
        { path: "deep/er/run", content: Buffer.from("#!/bin/sh\necho ran\n"), executable: true },
      ]);
      const script = "cat /box/a.txt; /box/deep/er/run; touch /box/b 2>&- || echo no; rm -f /box/a.txt 2>&- || echo no";
      const outcome = await shell(container, script);
      expect({ stdout: text(outcome), stderr: outcome.stderr.toString() }).toEqual({ stdout: "Aran\nno\nno\n", stderr: "" });
    });
  });

  it("refuses paths that lead out of it, and files after the first program", async () => {
    await withContainer(async (container) => {
      for (const path of ["../x", "/etc/x", "a/../../x", "a//x", ".", "a/", "", "x".repeat(300), "a\0b"])
        await expect(container.put([{ path, content: Buffer.from("x") }])).rejects.toThrow(SandboxError);
      await container.put([{ path: "fine", content: Buffer.from("x") }]);
      await expect(container.put([{ path: "fine", content: Buffer.from("y") }])).rejects.toThrow(SandboxError);
      expect(text(await shell(container, "cat /box/fine"))).toBe("x");
      await expect(container.put([{ path: "late", content: Buffer.from("x") }])).rejects.toThrow("before the first program");
    });
  });

  it("collects regular files only, with their modes", async () => {
    await withContainer(async (container) => {
      await shell(
        container,
        "cd /out; mkdir -p a/b; printf 1 >a/b/one; printf 2 >two; chmod 755 two; : >empty; ln -s two link; ln -s /etc folder; chmod 0 a/b/one",
      );
      const files = await container.collect({ maxBytes: 100, maxFiles: 10 });
      const found = files.map(({ path, content, executable }) => [path, content.toString(), executable]).sort();
      expect(found).toEqual([
        ["a/b/one", "1", expect.any(Boolean)],
        ["empty", "", false],
        ["two", "2", true],
      ]);
    });
  });

  it("collects in the presence of many and large files, or says that they are too many", async () => {
    await withContainer(async (container) => {
      await shell(
        container,
        "cd /out; for i in 1 2 3 4 5 6 7 8 9; do mkdir d$i; for j in 1 2 3 4 5 6 7 8 9; do echo $i$j >d$i/f$j; done; done; head -c 20000000 /dev/zero >large",
      );
      const files = await container.collect({ maxBytes: 40 * MIB, maxFiles: 100 });
      expect(files).toHaveLength(82);
      expect(new Set(files.map(({ path }) => path)).size).toBe(82);
      expect(files.find(({ path }) => path === "large")!.content).toHaveLength(20_000_000);
      await expect(container.collect({ maxBytes: 40 * MIB, maxFiles: 81 })).rejects.toThrow("too many files");
    });
    await withContainer(async (container) => {
      await shell(container, "truncate -s 30000000 /out/sparse");
      await expect(container.collect({ maxBytes: MIB, maxFiles: 81 })).rejects.toThrow("too many bytes");
    });
  });
});

describe("the folders that a program may write to", () => {
  it("are four, apart from each other, and empty when it starts", async () => {
    await withContainer(async (container) => {
      const folders = ["/work", "/tmp", "/dev/shm", "/home/sandbox"];
      const list = `pwd; for folder in ${folders.join(" ")}; do ls -A $folder; done`;
      for (const folder of folders) {
        expect(text(await shell(container, `echo >${folder}/file; ${list}`))).toBe("/work\nfile\n");
        expect(text(await shell(container, list))).toBe("/work\n");
      }
    });
  });

  it("are bounded, each and together", async () => {
    await withContainer(async (container) => {
      const fill = "head -c 70000000 /dev/zero >/tmp/file || echo full";
      expect(text(await shell(container, fill, { limits: { fileBytes: 128 * MIB } }))).toBe("full\n");
      const spread = "for folder in /work /tmp /dev/shm /home/sandbox; do head -c 40000000 /dev/zero >$folder/file; done";
      expect(await shell(container, spread, { limits: { fileBytes: 128 * MIB } })).toMatchObject({ oomKilled: true });
      expect(text(await shell(container, "du -sk /work /tmp | cut -f1"))).toBe("0\n0\n");
    });
  });
});

describe("given files", () => {
  it("are read by name, as often as the program likes, and not changed", async () => {
    await withContainer(async (container) => {
      const given = ["one", "", "three"];
      const read = "cat /dev/fd/3 /dev/fd/4 /dev/fd/5 /dev/stdin /dev/fd/3";
      expect(text(await shell(container, read, { stdin: "in", given }))).toBe("onethreeinone");
      const change = "echo changed >/dev/fd/3 || chmod 666 /dev/fd/3 || echo refused";
      expect(text(await shell(container, change, { given: ["one"] }))).toBe("refused\n");
    });
  });

  it("are gone for the next program", async () => {
    await withContainer(async (container) => {
      const list = "ls /proc/self/fd";
      const before = text(await shell(container, list));
      expect(text(await shell(container, list, { given: ["a", "b"] }))).not.toBe(before);
      expect(text(await shell(container, list))).toBe(before);
    });
  });

  it("are at most three", async () => {
    await withContainer(async (container) => {
      await expect(shell(container, "true", { given: ["1", "2", "3", "4"] })).rejects.toThrow("at most 3 files");
      expect(await shell(container, "true")).toMatchObject({ exitCode: 0 });
    });
  });
});

describe("a container", () => {
  itLong("that a program left unusable is replaced with its files", async () => {
    await withContainer(async (container) => {
      await container.put([{ path: "kept/file", content: Buffer.from("kept") }]);
      const many =
        "import os\nfor d in range(70):\n  os.mkdir(f'/tmp/{d}')\n  for i in range(3000): os.close(os.open(f'/tmp/{d}/{i}', os.O_CREAT))";
      const limits = { memoryBytes: 1024 * MIB, cpuMs: 15_000, wallMs: 25_000 };
      expect(await python(container, many, { limits })).toMatchObject({ exitCode: 0 });
      expect(text(await shell(container, "cat /box/kept/file; ls /tmp"))).toBe("kept");
      expect(text(await shell(container, "cat /box/kept/file; ls /tmp"))).toBe("kept");
    });
  });

  it("gives a program the most memory that a problem may have", async () => {
    await withContainer(async (container) => {
      const limits = { memoryBytes: MEMORY_LIMIT_KB.max * 1024, cpuMs: 30_000, wallMs: 60_000 };
      const outcome = await python(container, "print(len(b'x' * (1200 << 20)))", { limits });
      expect(outcome).toMatchObject({ exitCode: 0, oomKilled: false });
      expect(outcome.peakMemoryBytes).toBeGreaterThan(1200 * MIB);
    });
  });

  it("survives that memory runs out, again and again", async () => {
    await withContainer(async (container) => {
      for (let i = 0; i < 3; i++) {
        const limits = { cpuMs: 20_000, wallMs: 40_000 };
        expect(await python(container, "x = [0] * 10**8", { limits })).toMatchObject({ oomKilled: true, signal: 9 });
        expect(await shell(container, "echo on")).toMatchObject({ exitCode: 0, oomKilled: false });
      }
    });
  });

  it("can be closed while a program runs, which ends it", async () => {
    const container = await sandbox.open();
    const running = shell(container, "sleep 60");
    const failed = expect(running).rejects.toThrow(SandboxError);
    await container.close();
    await container.close();
    await failed;
    await expect(shell(container, "true")).rejects.toThrow(SandboxError);
  });

  it("has a user and, where there are enough, a core of its own", async () => {
    const facts = (container: Container): Promise<ExecOutcome> =>
      shell(container, "cat /proc/self/uid_map; grep Cpus_allowed_list /proc/self/status");
    const [one, other] = await withContainer((a) =>
      withContainer(async (b) => [text(await facts(a)).split(/\s+/), text(await facts(b)).split(/\s+/)]),
    );
    expect(one[1]).not.toBe("0");
    expect(one[2]).not.toBe(other[2]);
    expect(one.at(-2)).toMatch(/^\d+$/);
  });
});

describe("slots", () => {
  it("are lent in the order of asking", async () => {
    const held = [await sandbox.open(), await sandbox.open()];
    const order: number[] = [];
    const waiting = [1, 2, 3].map(async (number) => {
      const container = await sandbox.open();
      order.push(number);
      await container.close();
    });
    await new Promise((done) => setTimeout(done, 50));
    expect(order).toEqual([]);
    await held[0]!.close();
    await Promise.all(waiting);
    expect(order).toEqual([1, 2, 3]);
    await held[1]!.close();
  });

  const coreOf = async (container: Container): Promise<string> => text(await shell(container, "grep Cpus_allowed_list /proc/self/status"));

  it.each(cpus().length > 1 ? [["first"], ["second"]] : [])("keep their core when a running program of the %s is ended", async (which) => {
    const own = createLocalSandbox({ socketPath: launcher.socketPath, slots: 2 });
    try {
      const [first, second] = [await own.open(), await own.open()];
      const [ended, other] = which === "first" ? [first, second] : [second, first];
      const core = await coreOf(ended);
      shell(ended, "sleep 60").catch(() => undefined);
      await ended.close();
      const next = await own.open();
      expect(await coreOf(next)).toBe(core);
      expect(await coreOf(other)).not.toBe(core);
    } finally {
      await own.close();
    }
  });

  describe("that are idle", () => {
    const lent = async (): Promise<Loan> => {
      for (;;) {
        const loan = await sandbox.lend();
        if (loan) return loan;
        await new Promise((done) => setTimeout(done, 20));
      }
    };

    it("are lent until someone waits for one", async () => {
      const own = await sandbox.open();
      const { container, recalled } = await lent();
      expect(await sandbox.lend()).toBeNull();
      expect(text(await shell(container, "echo lent"))).toBe("lent\n");
      expect(recalled.aborted).toBe(false);
      const waiting = sandbox.open();
      expect(recalled.aborted).toBe(true);
      await container.close();
      await Promise.all([own.close(), waiting.then((one) => one.close())]);
    });

    it("are recalled one by one, and not once they were given back", async () => {
      const loans = [await lent(), await lent()];
      const waiting = [sandbox.open()];
      expect(loans.map(({ recalled }) => recalled.aborted)).toEqual([true, false]);
      await loans[1]!.container.close();
      const first = await waiting[0]!;
      waiting.push(sandbox.open());
      expect(loans[1]!.recalled.aborted).toBe(false);
      await loans[0]!.container.close();
      await Promise.all([first.close(), waiting[1]!.then((one) => one.close())]);
    });

    it("are not lent just after they were used", async () => {
      const held = [await sandbox.open(), await sandbox.open()];
      await held[0]!.close();
      expect(await sandbox.lend()).toBeNull();
      await held[1]!.close();
    });
  });

  it("are not lost by failures", async () => {
    const gone = createLocalSandbox({ socketPath: "/run/nobody-listens-here.sock", slots: 1 });
    for (let i = 0; i < 3; i++) await expect(gone.open()).rejects.toThrow(SandboxError);
    await expect(gone.lend()).resolves.toBeNull();
    await gone.close();
    await expect(gone.open()).rejects.toThrow("closed");
  });
});

describe("the launcher", () => {
  const left = (runDir: string): string[] => readdirSync(runDir).flatMap((folder) => readdirSync(`${runDir}/${folder}`));

  it("removes everything when its worker is killed", async () => {
    const own = await startLauncher();
    const worker = spawn(
      process.execPath,
      [
        "-e",
        `
      const s = require("net").connect(${JSON.stringify(own.socketPath)});
      const frame = (type, body = Buffer.alloc(0)) => { const h = Buffer.alloc(5); h.writeUInt32LE(body.length); h[4] = type; s.write(Buffer.concat([h, body])); };
      const hello = Buffer.alloc(8); hello.writeUInt32LE(${VERSION}); hello.writeInt32LE(-1, 4);
      frame(1, hello); frame(2);
      s.resume();
    `,
      ],
      { stdio: ["ignore", "ignore", "inherit"] },
    );
    await until(() => left(own.runDir).length > 0);
    worker.kill("SIGKILL");
    await until(() => left(own.runDir).length === 0);
    expect(left(own.runDir)).toEqual([]);
    await own.close();
  });

  it("may be restarted: what was open fails, the next open works", async () => {
    const own = await startLauncher();
    const local = createLocalSandbox({ socketPath: own.socketPath, slots: 2 });
    const idle = await local.open();
    await idle.close();
    const container = await local.open();
    const running = shell(container, "sleep 60");
    const failed = expect(running).rejects.toThrow(SandboxError);
    await own.close();
    await failed;
    await container.close();
    await expect(local.open()).rejects.toThrow(SandboxError);
    const again = await startLauncher({ socketPath: own.socketPath });
    expect(text(await withContainer((fresh) => shell(fresh, "echo back"), local))).toBe("back\n");
    await local.close();
    await again.close();
  });

  it("that was killed leaves nothing that its successor does not remove", async () => {
    const own = await startLauncher();
    const local = createLocalSandbox({ socketPath: own.socketPath, slots: 1 });
    const container = await local.open();
    const running = shell(container, "sleep 60").catch((error: Error) => error);
    await new Promise((done) => setTimeout(done, 100));
    await own.kill();
    expect(await running).toBeInstanceOf(SandboxError);
    const names = readdirSync(own.runDir);
    const successor = await startLauncher({ runDir: own.runDir });
    expect(readdirSync(own.runDir).filter((name) => names.includes(name))).toEqual([]);
    expect(controlGroupsOf(new Set(names))).toEqual([]);
    await local.close();
    await successor.close();
  });

  it("does not touch a group or folder that only starts with its prefix, such as that of a systemd service", async () => {
    const name = `codequest-${process.pid}.service`;
    const group = join(existsSync("/sys/fs/cgroup/memory") ? "/sys/fs/cgroup/memory" : "/sys/fs/cgroup", name);
    const runDir = `/var/tmp/codequest-test-${process.pid}-others`;
    const service = spawn("sleep", ["600"]);
    await asRoot(`mkdir -p ${group} ${runDir}/${name} && echo ${service.pid!} > ${group}/cgroup.procs`);
    try {
      const own = await startLauncher({ runDir });
      expect(service.signalCode).toBeNull();
      expect(readFileSync(`${group}/cgroup.procs`, "utf8").trim()).toBe(String(service.pid));
      expect(existsSync(`${runDir}/${name}`)).toBe(true);
      await asRoot(`rmdir ${runDir}/${name}`);
      await own.close();
    } finally {
      service.kill("SIGKILL");
      await until(() => readFileSync(`${group}/cgroup.procs`, "utf8") === "");
      await asRoot(`rmdir ${group}`);
    }
  });

  it("without control groups limits time and output, and nothing takes the machine's memory to find out", async () => {
    const own = await startLauncher({ controlGroups: false, args: ["--allow-no-cgroup"] });
    const local = createLocalSandbox({ socketPath: own.socketPath, slots: 1 });
    try {
      const { level, cgroup, checks } = await local.probe();
      expect({ level, cgroup }).toEqual({ level: "no-cgroup", cgroup: "none" });
      expect(Object.keys(checks).filter((name) => checks[name] !== null)).toEqual([
        "memory limit",
        "files count as memory",
        "process limit",
      ]);
      await withContainer(async (container) => {
        const limits = { cpuMs: 500, wallMs: 60_000 };
        expect(await python(container, "while True: pass", { limits })).toMatchObject({ stopped: "cpu" });
        const deaf = "import signal\nsignal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass";
        expect(await python(container, deaf, { limits })).toMatchObject({ stopped: "cpu" });
        const raised = "import os, signal\nos.kill(os.getpid(), signal.SIGXCPU)";
        expect(await python(container, raised, { limits })).toMatchObject({ stopped: null, signal: 24 });
      }, local);
    } finally {
      await local.close();
      await own.close();
    }
  });

  it("tells that its run directory forbids programs", async () => {
    const folder = `/var/tmp/codequest-test-${process.pid}-noexec`;
    await asRoot(`mkdir -p ${folder} && mount -t tmpfs -o noexec,mode=755 tmpfs ${folder}`);
    try {
      const own = await startLauncher({ runDir: `${folder}/run` });
      const local = createLocalSandbox({ socketPath: own.socketPath, slots: 1 });
      expect(await local.probe()).toMatchObject({ level: "none", detail: expect.stringContaining("noexec") });
      await local.close();
      await own.close();
    } finally {
      await asRoot(`umount ${folder} && rmdir ${folder}`);
    }
  });

  it("serves nobody but its owner and root", async () => {
    const own = await startLauncher({ owner: "12345:12345" });
    const script = `import socket
try: socket.socket(socket.AF_UNIX).connect(${JSON.stringify(own.socketPath)})
except OSError as error: print(type(error).__name__)`;
    const other = process.getuid!() === 0 ? ["/usr/bin/setpriv", "--reuid=54321", "--clear-groups"] : ["/usr/bin/env"];
    const child = spawn(other[0]!, [...other.slice(1), "/usr/bin/python3", "-c", script]);
    const said = await new Promise<string>((resolve) => child.stdout.once("data", (data: Buffer) => resolve(data.toString())));
    expect(said.trim()).toBe("PermissionError");
    await own.close();
  });

  it("hangs up on bytes that make no sense", async () => {
    const socket = connect(launcher.socketPath);
    socket.write(Buffer.from("GET / HTTP/1.1\r\nHost: x\r\n\r\n".repeat(20)));
    socket.on("error", () => undefined);
    await new Promise((resolve) => socket.once("close", resolve));
    expect(await once(["/usr/bin/true"])).toMatchObject({ exitCode: 0 });
  });

  it("forgets the environment it was started in", () => {
    if (process.getuid!() === 0) expect(readFileSync(`/proc/${launcher.pid}/environ`, "utf8").replaceAll("\0", "")).toBe("");
  });
});

it("proves itself", async () => {
  const { level, checks } = await sandbox.probe();
  expect(Object.entries(checks).filter(([, reason]) => reason !== null)).toEqual([]);
  expect(level).toBe("full");
});
