import * as z from "zod";
import { integer, oneOf, text } from "../schemas.js";
import { variable } from "../variable.js";

export const JUDGE_VARIABLES = {
  WORKER_ID: variable({
    schema: z.string().regex(/^[!-~]{0,100}$/, "must be at most 100 visible ASCII characters, without spaces"),
    default: "",
    meaning: "Name of a worker process in `judge` and in logs; if empty, made from host name and process id.",
  }),
  JUDGE_LAUNCHER_SOCKET: variable({
    schema: text,
    default: "/run/codequest/launcher.sock",
    meaning: "Unix socket of the sandbox launcher, the only privileged process.",
  }),
  JUDGE_HOME: variable({
    schema: text,
    default: "/var/lib/codequest/judge",
    meaning: "Where `npm run judge:setup` puts the sandbox parts and toolchains.",
  }),
  JUDGE_SLOTS: variable({
    schema: integer(0, 256),
    default: "0",
    meaning:
      "Number of submissions that a worker judges concurrently; 0 means one per CPU core. More than the number of cores makes time measurements unreliable.",
  }),
  JUDGE_CACHE_DIR: variable({
    schema: text,
    default: ".data/test-sets",
    meaning: "Folder where a worker keeps test sets and compiled programs, by hash.",
  }),
  JUDGE_LEASE_MS: variable({
    schema: integer(1000, 600_000),
    default: "15000",
    meaning: "How long a worker that does not respond keeps its claim on a judgement.",
  }),
  JUDGE_MINIMUM_LEVEL: variable({
    schema: oneOf("full", "no-cgroup"),
    default: "full",
    meaning: "Minimum sandbox level at which a worker takes jobs. Lower it only if every submitter is trusted.",
  }),
};
