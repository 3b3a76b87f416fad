// Runs inside the virtual machine: starts the launcher in every place where it may be started, and tests the sandbox there.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { launcherBinary } from "../judge-parts.mjs";
import { inRoot, judgeHome } from "../paths.mjs";
import { run } from "../run.mjs";
import { slowness } from "../slowness.mjs";
import { endsWithin, hasEnded, sleep } from "../wait.mjs";

const FOLDER = "/var/tmp/codequest-places";
const FULL = { level: "full", cgroup: "v2" };
const inShell = (script) => ["sh", "-c", `${script}\nexec "$@"`, "sh"];
/** Gives the group a process besides the launcher. */
const COMPANY = "sleep infinity </dev/null >/dev/null 2>&1 &";
const joinGroup = (name) => `mkdir -p /sys/fs/cgroup/${name}\necho $$ >/sys/fs/cgroup/${name}/cgroup.procs`;
const inService = (...properties) => [
  "systemd-run",
  "--quiet",
  "--collect",
  "--pipe",
  "--wait",
  ...properties.flatMap((each) => ["-p", each]),
  "--",
];

/** The process settings of deploy/codequest-launcher.service, without its paths. */
function unitProperties() {
  const kinds = /^(Delegate|CapabilityBoundingSet|KillMode|TasksMax|LimitNOFILE|OOMScoreAdjust)=/;
  return readFileSync(inRoot("deploy", "codequest-launcher.service"), "utf8")
    .split("\n")
    .filter((line) => kinds.test(line));
}

/** `before` is the command prefix of the launcher. `settings` apply meanwhile. */
const PLACES = [
  { name: "service with Delegate=yes", before: inService("Delegate=yes") },
  { name: "service with Delegate=yes, beside other processes", before: [...inService("Delegate=yes"), ...inShell(COMPANY)] },
  { name: "service as in deploy/codequest-launcher.service", before: inService(...unitProperties()) },
  { name: "service without delegation, beside other processes", before: [...inService(), ...inShell(COMPANY)] },
  {
    name: "scope with Delegate=yes, as npm start makes it",
    before: ["systemd-run", "--scope", "--quiet", "--collect", "-p", "Delegate=yes", "--"],
  },
  {
    name: "login session of a user with sudo",
    before: ["su", "-l", "learner", "-s", "/bin/sh", "-c", 'exec sudo -n "$0" "$@"', "--"],
  },
  { name: "group whose parent holds processes", before: inShell(`${joinGroup("crowded")}\n${COMPANY}\n${joinGroup("crowded/inner")}`) },
  { name: "root of the hierarchy", before: inShell(joinGroup("")) },
  {
    name: "container with a private control group namespace",
    // Only processes of the container are in its group, as a container engine has it.
    before: [
      ...["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"],
      ...inShell("mkdir -p /sys/fs/cgroup/box\necho 0 >/sys/fs/cgroup/box/cgroup.procs"),
      ...["unshare", "--cgroup"],
      ...inShell(`umount /sys/fs/cgroup\nmount -t cgroup2 cgroup2 /sys/fs/cgroup\n${COMPANY}`),
    ],
  },
  {
    name: "container with a read-only control group tree",
    before: ["unshare", "--mount", ...inShell("mount -o remount,bind,ro /sys/fs/cgroup")],
    expected: { level: "no-cgroup", cgroup: "none", detail: /read-only.*remount/ },
  },
  {
    name: "kernel.unprivileged_userns_clone = 0",
    before: inService("Delegate=yes"),
    settings: { "kernel.unprivileged_userns_clone": "0" },
  },
  {
    name: "user.max_user_namespaces = 0",
    before: inService("Delegate=yes"),
    settings: { "user.max_user_namespaces": "0" },
    expected: { level: "none", cgroup: "none", detail: /user\.max_user_namespaces/ },
  },
];

const settingFile = (name) => join("/proc/sys", name.replaceAll(".", "/"));

async function withSettings(settings, work) {
  const old = Object.keys(settings).map((name) => [name, readFileSync(settingFile(name), "utf8").trim()]);
  for (const [name, value] of Object.entries(settings)) await run("sysctl", ["-q", `${name}=${value}`]);
  try {
    return await work();
  } finally {
    for (const [name, value] of old) await run("sysctl", ["-q", `${name}=${value}`]);
  }
}

/** The launcher's own group, and the controllers of its containers' groups. */
async function ownGroup() {
  const { output } = await run("find", ["/sys/fs/cgroup", "-type", "d", "-name", "codequest-????????????????"]);
  const [path] = output.trim().split("\n");
  return path
    ? `${path.replace("/sys/fs/cgroup", "") || "/"} (${readFileSync(join(path, "cgroup.subtree_control"), "utf8").trim()})`
    : "no group";
}

async function tryPlace({ before, expected = FULL }) {
  const { createLocalSandbox } = await import(inRoot("dist", "judge", "sandbox", "local-sandbox.js"));
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { mode: 0o755 });
  const socket = join(FOLDER, "launcher.sock");
  const words = ["--listen", socket, "--owner", "0:0", "--home", judgeHome(), "--run-dir", join(FOLDER, "run")];
  const rest = [launcherBinary(), ...words, "--slowness", String(slowness()), "--die-with-stdin", "--allow-no-cgroup"];
  const child = spawn(before[0], [...before.slice(1), ...rest], { stdio: ["pipe", "ignore", "pipe"], cwd: "/" });
  let complaints = "";
  child.stderr.on("data", (chunk) => (complaints += chunk));
  try {
    while (!existsSync(socket)) {
      if (hasEnded(child)) return { passed: false, note: `the launcher ended: ${complaints.trim()}` };
      await sleep(100);
    }
    const sandbox = createLocalSandbox({ socketPath: socket, slots: 1 });
    const found = await sandbox.probe();
    const group = await ownGroup();
    await sandbox.close();
    const failed = Object.entries(found.checks).filter(([, reason]) => reason !== null);
    const passed =
      found.level === expected.level && (expected.detail ?? /./).test(found.detail) && (expected !== FULL || found.cgroup === "v2");
    const note = expected === FULL ? group : found.detail;
    return {
      passed,
      note: passed ? note : JSON.stringify({ ...found, checks: Object.fromEntries(failed), complaints }),
      level: found.level,
    };
  } finally {
    child.stdin.end();
    await endsWithin(child, 20_000 * slowness());
    if (!hasEnded(child)) child.kill("SIGKILL");
  }
}

/** Calls back with { name, passed, level, note } for each place. */
export async function tryPlaces(onPlace, only = "") {
  for (const place of PLACES.filter(({ name }) => name.includes(only))) {
    const result = await withSettings(place.settings ?? {}, () => tryPlace(place)).catch((error) => ({ passed: false, note: error.stack }));
    onPlace({ name: place.name, ...result });
  }
}
