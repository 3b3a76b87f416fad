// Only the suites of the sandbox, without the services that others need, and with each test reported to the host as it ends.
import base from "../../../jest.config.js";
import { inRoot } from "../paths.mjs";

const judge = { ...base.projects.find(({ displayName }) => displayName === "judge") };
delete judge.globalSetup;
delete judge.globalTeardown;

export default {
  ...judge,
  rootDir: inRoot(),
  testTimeout: base.testTimeout,
  maxWorkers: 1,
  reporters: ["default", "<rootDir>/scripts/lib/cgroup-v2/jest-reporter.mjs"],
};
