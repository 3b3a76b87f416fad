// Runs inside the virtual machine, as root, from a systemd service: runs the stages one by one, reports them to the host, then powers
// off.
import { spawn } from "node:child_process";
import { appendFileSync, chownSync, mkdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { run } from "../run.mjs";
import { inRoot } from "../paths.mjs";
import { measureSlowness } from "../slowness.mjs";
import { tryPlaces } from "./placements.mjs";
import { report } from "./reports.mjs";

const USER = "learner";
const LEASE_MS = 15_000;
const LEASE_MS_MAX = 600_000;

const plan = JSON.parse(Buffer.from(/codequest\.plan=(\S+)/.exec(readFileSync("/proc/cmdline", "utf8"))[1], "base64url").toString());

const say = (line) => appendFileSync("/dev/ttyS0", `${line}\n`);

/** Runs a command with its output on the console, and resolves to { code, lines }. */
function command(words, { env = {}, until } = {}) {
  const child = spawn(words[0], words.slice(1), { cwd: inRoot(), env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const lines = [];
  const ended = new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)).on("error", () => resolve(127)));
  const seen = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      createInterface({ input: stream }).on("line", (line) => {
        say(line);
        lines.push(line);
        if (until?.test(line)) resolve("seen");
      });
  });
  return { child, lines, ended, seen };
}

const asUser = (script) => [
  "su",
  "-l",
  USER,
  "-s",
  "/bin/sh",
  "-c",
  `cd ${inRoot()} && export MACHINE_SLOWNESS=${process.env.MACHINE_SLOWNESS} && ${script}`,
];

/** A jest run of one suite that reports each test as it ends. */
function jest(pattern) {
  return async () => {
    const config = ["--config", inRoot("scripts/lib/cgroup-v2/jest.config.mjs"), "--ci", "--testPathPatterns", pattern];
    const words = ["--experimental-vm-modules", "--no-warnings", inRoot("node_modules/jest/bin/jest.js"), ...config];
    const { ended } = command([process.execPath, ...words, ...(plan.only ? ["-t", plan.only] : [])]);
    return { code: await ended };
  };
}

/** As a new user would: npm start by a user with sudo, in a login session, and the demo beside it. */
async function startAndDemo() {
  const start = command(asUser("npm start"), { until: /^Judge: / });
  const came = await Promise.race([start.seen, start.ended]);
  const level = start.lines.find((line) => /^Judge: /.test(line));
  if (came !== "seen") return { code: 1, note: start.lines.slice(-5).join(" | ") };
  const demo = command(asUser("npm run demo"));
  const code = await demo.ended;
  const verdicts = demo.lines.filter((line) => /\d+\/\d+ tests/.test(line)).length;
  await run("sh", ["-c", `pkill -INT -u ${USER} -f scripts/start.mjs`]);
  await start.ended;
  return { code, passed: verdicts - demo.lines.filter((line) => /^ +expected/.test(line)).length, note: `${level} ${demo.lines.at(-1)}` };
}

const script =
  (name, ...words) =>
  async () => {
    const { ended, lines } = command([process.execPath, inRoot("scripts", name), ...words.map(String)]);
    const code = await ended;
    const said = lines.filter((line) => line.trim());
    return { code, note: said.slice(code === 0 ? -1 : -80).join("\n") };
  };

const STAGES = {
  places: async () => {
    let failed = 0;
    await tryPlaces((place) => {
      failed += place.passed ? 0 : 1;
      report({ place });
    }, plan.only);
    return { code: failed };
  },
  sandbox: jest("test/judge/sandbox"),
  hostile: jest("test/judge/hostile"),
  demo: startAndDemo,
  soak: script("soak.mjs", plan.soak),
  chaos: script("chaos.mjs", plan.chaos, "--seed", 5),
  command: async () => ({ code: await command(["sh", "-c", plan.command]).ended }),
};

await run("stty", ["-F", "/dev/ttyS1", "raw", "-echo"]);
const slowness = plan.slowness ?? measureSlowness();
process.env.MACHINE_SLOWNESS = String(slowness);
process.env.PROOFS = "all";
// A worker that gets no CPU for a while is still alive.
process.env.JUDGE_LEASE_MS = String(Math.min(LEASE_MS * slowness, LEASE_MS_MAX));
mkdirSync(inRoot(".data"), { recursive: true });
const { output: owner } = await run("id", ["-u", USER]);
chownSync(inRoot(".data"), Number(owner), Number(owner));
const said = async (...words) => (await run(words[0], words.slice(1))).output.trim();
report({
  machine: {
    slowness,
    kernel: await said("uname", "-r"),
    system: /PRETTY_NAME="([^"]+)"/.exec(readFileSync("/etc/os-release", "utf8"))[1],
    systemd: (await said("systemctl", "--version")).split("\n")[0],
    tree: await said("stat", "-fc", "%T", "/sys/fs/cgroup"),
    controllers: readFileSync("/sys/fs/cgroup/cgroup.controllers", "utf8").trim(),
    bubblewrap: await said("bwrap", "--version"),
    uptimeSeconds: Math.round(Number(readFileSync("/proc/uptime", "utf8").split(" ")[0])),
  },
});
for (const stage of plan.stages) {
  const started = performance.now();
  report({ begins: stage });
  const result = await STAGES[stage]().catch((error) => ({ code: 1, note: error.stack }));
  report({ stage, ...result, seconds: Math.round((performance.now() - started) / 1000) });
}
report({ finished: true });
await run("systemctl", ["poweroff", "--no-block"]);
