// Services of a test run. One set is shared by all suites and named by the usual variables; a suite that stops or empties
// a service starts a private set instead: `const own = await startServices({ only: ["redis"] })`.
export { startServices } from "../../scripts/lib/services.mjs";
