// Runs once, before all suites: brings up the services, a migrated database and a copy of it that suites start from, and
// names the services in the environment.
import { runProgram } from "../../scripts/lib/application.mjs";
import { COMPILE_CACHE, judgeHome } from "../../scripts/lib/paths.mjs";
import { startServices } from "../../scripts/lib/services.mjs";
import { makeTemplate } from "./databases.mjs";
import { startProgramHosts } from "./program-hosts.mjs";

export default async function setUp(): Promise<void> {
  const { TEST_DATABASE: database } = process.env;
  const services = await startServices({ database });
  (globalThis as { testServices?: unknown }).testServices = services;
  Object.assign(process.env, services.env, {
    NODE_ENV: "test",
    TEST_MAIL_DIRECTORY: services.mail.directory,
    JUDGE_HOME: judgeHome(),
    JUDGE_CACHE_DIR: `${services.directory}/test-sets`,
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    TOKEN_SECRET: "a-secret-of-the-tests-and-of-nothing-else",
    // Hashing strength is not what the tests are about, and the least saves minutes.
    BCRYPT_COST: "4",
    // Suites register people side by side.
    PASSWORD_QUEUE: "1000",
    LOG_LEVEL: process.env.LOG_LEVEL ?? "error",
    PORT: "0",
  });
  try {
    if (!database) {
      await runProgram("migrate", ["up"], process.env);
      // Before anything connects to it, as PostgreSQL copies only a database that nobody uses.
      await makeTemplate(process.env.DATABASE_URL!);
    }
    const hosts = await startProgramHosts(`${services.directory}/programs.sock`);
    process.env.TEST_PROGRAM_HOSTS = hosts.address;
    Object.assign(globalThis, { testProgramHosts: hosts });
  } catch (error) {
    await services.stop();
    throw error;
  }
}
