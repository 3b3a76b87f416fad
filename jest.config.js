const typescript = [
  "@swc/jest",
  {
    jsc: {
      target: "es2022",
      parser: { syntax: "typescript", decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      keepClassNames: true,
    },
    module: { type: "es6" },
    // In a file of their own, which is read when an error is shown.
    sourceMaps: true,
  },
];

const common = {
  testEnvironment: "<rootDir>/test/support/environment.mjs",
  extensionsToTreatAsEsm: [".ts"],
  // Before every decorated class, as in the bundle.
  setupFiles: ["reflect-metadata"],
  // Sources import "./x.js", which is x.ts until it is built.
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  transform: { "/test/support/generated\\.ts$": "<rootDir>/test/support/documents-transform.mjs", "\\.ts$": typescript },
  // Needs testlib itself: see scripts/prove-testlib.mjs.
  testPathIgnorePatterns: ["/node_modules/", ...(process.env.TESTLIB_FOLDER ? [] : ["testlib-reference"])],
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/.data/"],
  ...(process.env.TEST_CLAIMS && { runner: "<rootDir>/test/support/claiming-runner.mjs" }),
};

/** One run brings up real services once, for all its suites; see test/support/services.ts. */
const services = {
  globalSetup: "<rootDir>/test/support/global-setup.ts",
  globalTeardown: "<rootDir>/test/support/global-teardown.ts",
};

export default {
  projects: [
    { ...common, displayName: "unit", testMatch: ["<rootDir>/src/**/*.test.ts"] },
    // Most load every module: lists over the whole application.
    { ...common, displayName: "whole", testMatch: ["<rootDir>/test/*.test.ts"] },
    { ...common, ...services, displayName: "api", testMatch: ["<rootDir>/test/{e2e,support,browser}/**/*.test.ts"] },
    { ...common, ...services, displayName: "judge", testMatch: ["<rootDir>/test/{judge,judging}/**/*.test.ts"] },
    // Takes long and rarely fails: `npm test` leaves it to `npm run test:long`.
    { ...common, ...services, displayName: "soak", testMatch: ["<rootDir>/test/soak/**/*.test.ts"] },
  ],
  // Suites that judge would compete for the cores and exceed time limits; scripts/test.mjs runs several lanes of suites.
  maxWorkers: 1,
  // Against hanging only, with room for a slow machine. Jest reads it here and not in a project.
  testTimeout: 300_000,
};
