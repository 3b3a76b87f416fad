import * as z from "zod";
import { baseUrl, integer, oneOf, text } from "../schemas.js";
import { variable } from "../variable.js";

export const JUDGE_VARIABLES = {
  WORKER_ID: variable({
    schema: z.string().regex(/^[!-~]{0,100}$/, "must be at most 100 visible ASCII characters, without spaces"),
    default: "",
    meaning: "Name of a worker process in `judge` and in logs; if empty, made from host name and process id.",
  }),
  EXECUTION_ENGINE: variable({
    schema: oneOf("sandbox", "docker", "judge0"),
    default: "sandbox",
    meaning:
      "What runs programs: sandbox is that of this machine; docker an engine with the image of deploy/docker-engine; judge0 a Judge0 over HTTP. The same for the API and all workers, as the API refuses what the engine cannot do.",
  }),
  DOCKER_URL: variable({
    schema: z.string().regex(/^(unix:\/\/\/\S+|https?:\/\/[^/\s]+)$/, "must be unix:///path or http(s)://host:port"),
    default: "unix:///var/run/docker.sock",
    meaning: "The engine's API, for EXECUTION_ENGINE=docker. Any program that can use it is root on its machine.",
  }),
  DOCKER_IMAGE: variable({
    schema: text,
    default: "codequest-judge:latest",
    meaning: "Image that programs run in, built from deploy/docker-engine.",
  }),
  DOCKER_TIMEOUT_MS: variable({
    schema: integer(1000, 600_000),
    default: "30000",
    meaning: "How long the Docker engine may take for one request, besides running a program.",
  }),
  JUDGE0_URL: variable({
    schema: baseUrl,
    default: "http://127.0.0.1:2358",
    meaning: "Base address of the Judge0, for EXECUTION_ENGINE=judge0.",
  }),
  JUDGE0_KEY: variable({
    schema: text,
    default: "",
    meaning: "Key of the Judge0; empty if it needs none.",
    secret: true,
  }),
  JUDGE0_KEY_HEADER: variable({
    schema: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,99}$/, "must be the name of an HTTP header"),
    default: "X-Auth-Token",
    meaning: "Header that carries JUDGE0_KEY. At RapidAPI it is X-RapidAPI-Key.",
  }),
  JUDGE0_TIMEOUT_MS: variable({
    schema: integer(100, 600_000),
    default: "15000",
    meaning: "How long the Judge0 may take for one request.",
  }),
  JUDGE0_QUEUE_SECONDS: variable({
    schema: integer(1, 3600),
    default: "120",
    meaning: "How long a run may wait in the queue of the Judge0; then it is sent again later.",
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
