/** Real services are brought up once per run by the global set-up; see test/support/services.ts. npm run check needs none. */
const services = process.env.JEST_WITHOUT_SERVICES
  ? {}
  : { globalSetup: "<rootDir>/test/support/global-setup.ts", globalTeardown: "<rootDir>/test/support/global-teardown.ts" };

export default {
  ...services,
  testEnvironment: "node",
  testMatch: ["<rootDir>/src/**/*.test.ts", "<rootDir>/test/**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  // Sources import "./x.js", which is x.ts until it is built.
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  transform: {
    "\\.ts$": [
      "@swc/jest",
      {
        jsc: {
          target: "es2022",
          parser: { syntax: "typescript", decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
        module: { type: "es6" },
        sourceMaps: "inline",
      },
    ],
  },
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/.data/"],
  // Suites that judge would take each other's cores and turn right answers late; scripts/test.mjs runs two lanes of suites.
  maxWorkers: 1,
  testTimeout: 30_000,
};
