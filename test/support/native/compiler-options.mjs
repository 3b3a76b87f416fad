/** How suites and sources are compiled by swc, as esbuild compiles them for the bundle. */
export const compilerOptions = {
  jsc: {
    target: "es2022",
    parser: { syntax: "typescript", decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
  module: { type: "es6" },
};
