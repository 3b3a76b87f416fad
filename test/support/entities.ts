/** The entities of the program for suites that open a database of their own: without the modules, which take seconds to load. */
import { readdirSync } from "node:fs";
import type { EntityClass } from "@mikro-orm/core";
import { inRoot } from "../../src/config/paths.js";

const files = readdirSync(inRoot("src"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".entity.ts"));
// Each decorator takes a stack trace to find its file, which nothing here needs, and jest maps each frame back to its source.
const { stackTraceLimit } = Error;
Error.stackTraceLimit = 0;
const modules = (await Promise.all(files.map((file) => import(`../../src/${file.replace(/\.ts$/, ".js")}`)))) as object[];
Error.stackTraceLimit = stackTraceLimit;

const isClass = (value: unknown) => typeof value === "function" && String(value).startsWith("class ");

export const ENTITIES = modules.flatMap((module) => Object.values(module)).filter(isClass) as EntityClass<object>[];
