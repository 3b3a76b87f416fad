import { compilerOptions } from "./test/support/native/compiler-options.mjs";

const common = {
  // Needs testlib itself: see scripts/prove-testlib.mjs.
  testPathIgnorePatterns: ["/node_modules/", ...(process.env.TESTLIB_FOLDER ? [] : ["testlib-reference"])],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/.data/"],
};

/** Suites with modules and globals of their own. */
const isolated = {
  ...common,
  testEnvironment: "<rootDir>/test/support/environment.mjs",
  extensionsToTreatAsEsm: [".ts"],
  // Before every decorated class, as in the bundle.
  setupFiles: ["reflect-metadata"],
  // Sources import "./x.js", which is x.ts until it is built.
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  transform: {
    "/test/support/generated\\.ts$": "<rootDir>/test/support/documents-transform.mjs",
    // Source maps in a file of their own, which is read when an error is shown.
    "\\.ts$": ["@swc/jest", { ...compilerOptions, sourceMaps: true }],
  },
};

/** Suites that share modules and need no services. Only isolated ones have a coverage. */
const light = process.env.TEST_COVERAGE
  ? isolated
  : {
      ...common,
      runner: "<rootDir>/test/support/native/runner.mjs",
      setupFiles: ["<rootDir>/test/support/native/typescript.mjs", "reflect-metadata"],
      setupFilesAfterEnv: ["<rootDir>/test/support/native/guards.mjs"],
    };

/** One run brings up real services once, for all its suites; see test/support/services.ts. */
const served = {
  ...isolated,
  globalSetup: "<rootDir>/test/support/global-setup.ts",
  globalTeardown: "<rootDir>/test/support/global-teardown.ts",
  ...(process.env.TEST_CLAIMS && { runner: "<rootDir>/test/support/claiming-runner.mjs" }),
};

export default {
  projects: [
    { ...light, displayName: "unit", testMatch: ["<rootDir>/src/**/*.test.ts"] },
    // Most load every module: lists over the whole application.
    { ...light, displayName: "whole", testMatch: ["<rootDir>/test/*.test.ts"] },
    { ...served, displayName: "api", testMatch: ["<rootDir>/test/{e2e,support,browser}/**/*.test.ts"] },
    { ...served, displayName: "judge", testMatch: ["<rootDir>/test/{judge,judging}/**/*.test.ts"] },
    // Takes long and rarely fails: `npm test` leaves it to `npm run test:long`.
    { ...served, displayName: "soak", testMatch: ["<rootDir>/test/soak/**/*.test.ts"] },
  ],
  // Suites that judge would compete for the cores and exceed time limits; scripts/test.mjs runs several lanes of suites.
  maxWorkers: 1,
  // Against hanging only, with room for a slow machine. Jest reads it here and not in a project.
  testTimeout: 300_000,
};
