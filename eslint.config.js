// What the compiler does not see: promises that nobody awaits, code that cannot be reached, habits that hide faults.
import tseslint from "typescript-eslint";

const everywhere = {
  eqeqeq: ["error", "always", { null: "ignore" }],
  "no-constant-binary-expression": "error",
  "no-fallthrough": "error",
  "no-self-compare": "error",
  "no-unreachable": "error",
  "no-unused-expressions": "off",
  "no-var": "error",
  "object-shorthand": "error",
  "prefer-const": "error",
};

export default tseslint.config(
  {
    ignores: [
      "dist/",
      ".data/",
      "node_modules/",
      "migrations/",
      "**/generated/",
      "seed/problems/**/submissions/",
      "web/src/api/generated.ts",
      "test/judge/hostile/programs/",
    ],
  },
  {
    files: ["**/*.{js,mjs,ts,mts,tsx}"],
    extends: [tseslint.configs.recommended],
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: { ...everywhere, "@typescript-eslint/no-unused-expressions": ["error", { allowShortCircuit: true, allowTernary: true }] },
  },
  {
    files: ["src/**/*.ts", "test/**/*.ts", "web/src/**/*.{ts,tsx}"],
    extends: [tseslint.configs.recommendedTypeCheckedOnly],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrors: "none" }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      // Modules add their names to an interface of another file.
      "@typescript-eslint/no-empty-object-type": ["error", { allowInterfaces: "with-single-extends" }],
      // An async method may be there to fulfil an interface.
      "@typescript-eslint/require-await": "off",
      // Dependencies are objects of functions, taken apart where they are used; none of them knows a `this`.
      "@typescript-eslint/unbound-method": "off",
      // It takes assertions that narrow a generic for needless ones.
      "@typescript-eslint/no-unnecessary-type-assertion": "off",
      // Template strings of numbers and ids are everywhere in messages.
      "@typescript-eslint/restrict-template-expressions": "off",
    },
  },
  {
    // Money is whole minor units: src/kernel/money.ts has the only divisions, of bigints.
    files: ["src/modules/commerce/**/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "BinaryExpression[operator='/'], AssignmentExpression[operator='/=']",
          message: "No float for money: use src/kernel/money.ts.",
        },
        { selector: "Literal[raw=/^[0-9_]*\\.[0-9]/]", message: "No float for money: amounts are whole minor units." },
        {
          selector: "CallExpression[callee.property.name=/^(toFixed|toPrecision|parseFloat)$/], CallExpression[callee.name='parseFloat']",
          message: "No float for money: format with src/graphql/money.ts.",
        },
        {
          selector: "Property[key.name='type'] > Literal[value=/^(double|float|decimal|real)/]",
          message: "No float for money: use integer.",
        },
        { selector: "Identifier[name='GraphQLFloat'], Identifier[name='Float']", message: "No float for money: use Int." },
      ],
    },
  },
  {
    // The outside world is `any` in tests: bodies of answers, rows, messages.
    files: ["test/**/*.ts", "**/*.test.ts"],
    rules: {
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
);
