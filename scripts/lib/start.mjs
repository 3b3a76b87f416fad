// The steps of `npm start`, in order.
import { apiAddress } from "./address.mjs";
import { api, migrate, seed, worker } from "./application.mjs";
import { build } from "./build.mjs";
import { step, Stop } from "./console.mjs";
import { emptyData, isEmbedded, makeDataFolder, refuseResetOfRealData, startEmbedded } from "./embedded.mjs";
import { programEnv, readDotEnv } from "./environment.mjs";
import { keepAlive } from "./keep-alive.mjs";
import { takeOver } from "./leftovers.mjs";
import { requireLinux } from "./machine.mjs";
import { prepareMachine } from "./prepare.mjs";
import { shutdown } from "./shutdown.mjs";
import { hasEnded } from "./wait.mjs";
import { watchSources } from "./watch.mjs";
import { tellJudge, welcome } from "./welcome.mjs";

const OPTIONS = ["--reset", "--dev"];

function readOptions(args) {
  const unknown = args.filter((arg) => !OPTIONS.includes(arg));
  if (unknown.length > 0) throw new Stop(`npm start does not know ${unknown.join(" ")}; it knows --reset, for empty embedded data.`);
  const options = { reset: args.includes("--reset"), dev: args.includes("--dev") };
  if (options.reset) refuseResetOfRealData();
  return options;
}

/** Resolves to the exit code once everything has stopped again. */
export async function start(args) {
  requireLinux();
  readDotEnv();
  const options = readOptions(args);
  makeDataFolder();
  await takeOver();
  const address = await apiAddress();
  const code = await prepareMachine();
  if (code !== undefined) return code;

  const down = shutdown();
  try {
    await bringUp(options, address, down);
  } catch (error) {
    // Errors caused by the shutdown are not reported.
    if (down.isEnding()) return await down.finished;
    await down.end("the start failed", 1);
    throw error;
  }
  return await down.finished;
}

async function bringUp(options, address, down) {
  if (options.reset) await step("Empty data", emptyData);
  const onGiveUp = (sentence) => down.end(`${sentence}; see .data/logs`, 1);
  const [, services] = await bothOrFirstFailure(step("Program", build), startEmbedded({ register: down.addService, onGiveUp }));
  const env = { ...programEnv(services), HOST: address.host, PORT: String(address.port) };
  // The API serves the web application itself, so links in mails and the payment page lead back to it.
  env.WEB_URL ||= `http://${address.shown}`;
  env.DEMO_ACCOUNTS ||= String(isEmbedded("postgres"));
  await step("Migrations", () => migrate(env));
  await step("Seed", () => seed(env, { demoAccounts: isEmbedded("postgres") }));
  if (down.isEnding()) return;

  const show = { dev: options.dev, address: address.shown };
  const keep = async (program) => {
    const kept = await keepAlive({ ...program, onGiveUp });
    down.addProgram(kept);
    return kept;
  };
  // Sequentially: on a small machine the first query is answered sooner if the worker does not start at the same time.
  const programs = [await keep(api(env, show))];
  if (!down.isEnding()) programs.push(await keep(worker(env, show)));
  if (options.dev) down.addService(watchSources(() => Promise.all(programs.map((program) => program.restart()))));
  if (!down.isEnding()) await welcome(address.shown, { demoAccounts: isEmbedded("postgres"), caughtMail: isEmbedded("mail") });
  const isStarting = () => {
    const started = programs.at(-1).child();
    return started !== undefined && !hasEnded(started);
  };
  await tellJudge(address.shown, { isEnding: down.isEnding, isStarting });
}

/** Waits for both even if one fails, so that everything started is known and can be stopped. */
async function bothOrFirstFailure(...work) {
  const results = await Promise.allSettled(work);
  const failed = results.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
  return results.map(({ value }) => value);
}
