import { cppDriver } from "./cpp.js";
import type { DriverLanguage } from "./driver.js";
import { goDriver } from "./go.js";
import { javaDriver } from "./java.js";
import { javascriptDriver, typescriptDriver } from "./node.js";
import { pythonDriver } from "./python.js";

/** By language id. */
const DRIVERS: Readonly<Record<string, DriverLanguage>> = {
  python: pythonDriver,
  javascript: javascriptDriver,
  typescript: typescriptDriver,
  cpp17: cppDriver,
  cpp20: cppDriver,
  cpp23: cppDriver,
  java17: javaDriver,
  go: goDriver,
};

/** Null for a language in which function problems can't be solved. */
export function driverOf(languageId: string): DriverLanguage | null {
  return DRIVERS[languageId] ?? null;
}
