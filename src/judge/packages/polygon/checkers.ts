import type { CheckerParameters } from "../../checkers/parameters.js";

interface BuiltIn {
  id: string;
  parameters: CheckerParameters;
}

/**
 * testlib's standard checkers that decide as a built-in checker does.
 * `lcmp` and `fcmp` do not: they treat white space in lines in ways of their own.
 */
const STANDARD: Readonly<Record<string, BuiltIn>> = {
  "wcmp.cpp": { id: "tokens", parameters: {} },
  // Integers, which testlib reads in one way of writing only.
  "ncmp.cpp": { id: "tokens", parameters: {} },
  "icmp.cpp": { id: "tokens", parameters: {} },
  "hcmp.cpp": { id: "tokens", parameters: {} },
  // Case does not matter.
  "yesno.cpp": { id: "tokens", parameters: { caseSensitive: false } },
  "nyesno.cpp": { id: "tokens", parameters: { caseSensitive: false } },
  // Numbers with the tolerance in the name.
  "rcmp4.cpp": tolerance(1e-4),
  "rcmp6.cpp": tolerance(1e-6),
  "rcmp9.cpp": tolerance(1e-9),
};

function tolerance(most: number): BuiltIn {
  return { id: "tokens", parameters: { absoluteTolerance: most, relativeTolerance: most } };
}

/** `std::wcmp.cpp` as a built-in checker; undefined if there is none that decides the same. */
export function standardChecker(name: string): BuiltIn | undefined {
  const file = name.replace(/^std::/, "");
  return name.startsWith("std::") && Object.hasOwn(STANDARD, file) ? STANDARD[file] : undefined;
}
