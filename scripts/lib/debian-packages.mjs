// Installs missing Debian packages of the judge and Redis.
import { existsSync } from "node:fs";
import { Stop } from "./console.mjs";
import { rootPrefix, withEnv } from "./privilege.mjs";
import { lastLines, run } from "./run.mjs";

const JUDGE = [
  ...["bubblewrap", "gcc", "g++", "libc6-dev", "openjdk-17-jdk-headless", "golang-go"],
  ...["python3", "python3-numpy", "python3-sortedcontainers"],
];

/** Only needed by tests: a real browser. */
export const FOR_TESTS = ["chromium"];

/** Compilers and sandbox always; Redis only without REDIS_URL. */
export const neededPackages = () => [...JUDGE, ...(process.env.REDIS_URL ? [] : ["redis-server"])];

async function missingPackages(names) {
  const { output } = await run("dpkg-query", ["-W", "-f", "${Package} ${db:Status-Status}\n", ...names]);
  const present = new Set(
    output
      .split("\n")
      .map((line) => line.split(" "))
      .filter(([, status]) => status === "installed")
      .map(([name]) => name),
  );
  return names.filter((name) => !present.has(name));
}

/**
 * Missing packages, and how to become root to install them. Throws a Stop early if that is not allowed, before anything else takes
 * time.
 */
export async function planDebianPackages(extra) {
  const needed = [...neededPackages(), ...extra];
  const missing = existsSync("/usr/bin/dpkg-query") ? await missingPackages(needed) : needed;
  if (missing.length === 0) return { missing };
  if (!existsSync("/usr/bin/apt-get")) {
    throw new Stop(
      `This machine has no apt-get: use Debian 12 or docker compose, or install what these Debian packages contain: ${missing.join(" ")}.`,
    );
  }
  const prefix = await rootPrefix();
  const command = `apt-get install ${missing.join(" ")}`;
  if (!prefix)
    throw new Stop(
      `These Debian packages are missing and this user may not install them: run "${command}" as root, then this command again.`,
    );
  return { missing, prefix, command };
}

export async function installDebianPackages({ missing, prefix, command }, say) {
  if (missing.length === 0) return "all present";
  say(`installing ${missing.join(" ")}, some minutes the first time`);
  await install(prefix, missing, command);
  return `installed ${missing.length}`;
}

async function install(prefix, names, command) {
  const asRoot = (...words) => run([...prefix, ...words][0], [...prefix, ...words].slice(1), { interruptible: false });
  const env = [
    "env",
    "DEBIAN_FRONTEND=noninteractive",
    ...withEnv(["http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY"]).slice(1),
  ];
  const apt = (...words) => asRoot(...env, "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", ...words);
  const installNow = () => apt("install", "-y", "--no-install-recommends", ...names);

  const release = await holdServices(asRoot, names);
  try {
    // Without package lists apt knows no candidates; with outdated ones a file may be missing on the mirror.
    const known = (await Promise.all(names.map((name) => run("apt-cache", ["policy", name])))).every(({ output }) =>
      /Candidate: (?!\(none\))/.test(output),
    );
    let result = known ? await installNow() : undefined;
    if (result?.code !== 0) {
      const update = await apt("update");
      result = await installNow();
      if (result.code !== 0)
        throw new Stop(
          `"${command}" failed; fix it and run npm start again. Output:\n${lastLines(update.code === 0 ? result.output : update.output + result.output)}`,
        );
    }
  } finally {
    await release();
  }
}

/** The redis-server package starts a service and enables it at boot. We run our own Redis, so both are prevented. */
async function holdServices(asRoot, names) {
  const policy = "/usr/sbin/policy-rc.d";
  if (!names.includes("redis-server")) return async () => {};
  const ours = !existsSync(policy);
  if (ours) await asRoot("sh", "-c", `printf '#!/bin/sh\\nexit 101\\n' >${policy} && chmod 755 ${policy}`);
  return async () => {
    if (ours) await asRoot("rm", "-f", policy);
    if (existsSync("/run/systemd/system")) await asRoot("systemctl", "disable", "--now", "redis-server");
    else await asRoot("update-rc.d", "redis-server", "disable");
  };
}
