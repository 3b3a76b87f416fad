/**
 * `npm run prove:docker-engine -- FILE`: what the Docker engine sends, and what its local server answers, against Docker's published API
 * description. FILE is api/docs/v1.43.yaml of moby/moby, which is no part of this repository.
 */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { runSuites } from "./lib/run-suites.mjs";

const [file] = process.argv.slice(2);
if (!file || !existsSync(file)) {
  console.error("Usage: npm run prove:docker-engine -- FILE");
  process.exit(2);
}
runSuites(["test/judge/engines"], { DOCKER_API_DESCRIPTION: resolve(file) });
