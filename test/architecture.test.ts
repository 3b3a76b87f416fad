/** Floors and areas, held against what the sources import, and the sandbox's C files against what they include. docs/architecture.md shows the same picture. */
import { describe, expect, it } from "@jest/globals";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, parse, relative, resolve } from "node:path";
import ts from "typescript";
import { AREAS } from "../src/app/areas.js";

const SRC = join(import.meta.dirname, "../src");
const NATIVE = join(SRC, "judge/sandbox/native");
const LINES_MAX = 250;

/** Longer than LINES_MAX for now. The list may only get shorter. */
const LONG_FILES = ["modules/practice/submissions/judgements/judgement.repository.ts"];

/** What each floor may import, itself aside. */
const FLOORS: Record<string, readonly string[]> = {
  kernel: [],
  config: ["kernel"],
  access: ["kernel"],
  events: ["kernel"],
  messages: [],
  judge: ["kernel"],
  platform: ["config", "kernel"],
  graphql: ["platform", "access", "kernel"],
  modules: ["graphql", "platform", "judge", "events", "messages", "access", "config", "kernel"],
  app: ["modules", "graphql", "platform", "judge", "events", "messages", "access", "config", "kernel"],
  main: ["app"],
};

/** Lower first, as `area/module`. */
const MODULES = Object.entries(AREAS).flatMap(([area, modules]) => modules.map(({ name }) => `${area}/${name}`));

/** Types and small tools that every module may import; it imports none of them. */
const CONTRACTS = "contracts";

/** The only index.ts: registries, where a new language or checker is one line. */
const REGISTRIES = ["judge/checkers/index.ts", "judge/functions/drivers/index.ts", "judge/languages/index.ts"];

/** Packages by the floors that may know them, for those that would tie a floor to the outside world. */
const PACKAGES_AT_HOME: Record<string, readonly string[]> = {
  graphql: ["graphql", "modules", "app"],
  "type-graphql": ["graphql", "modules", "app"],
  "graphql-scalars": ["graphql", "modules", "app"],
  bullmq: ["platform"],
  ioredis: ["platform", "modules", "app"],
  pg: ["platform"],
  "pg-copy-streams": ["platform"],
  "@mikro-orm/core": ["platform", "modules", "app"],
  "@aws-sdk/client-s3": ["platform"],
  jose: ["platform"],
  "openid-client": ["platform"],
  otpauth: ["platform"],
  nodemailer: ["platform"],
  stripe: ["platform"],
  openai: ["platform"],
  ajv: ["platform"],
  "web-push": ["platform"],
  unified: ["platform"],
  shiki: ["platform"],
  "web-tree-sitter": ["modules"],
  dockerode: ["judge"],
  yaml: ["judge"],
  "fast-xml-parser": ["judge", "modules"],
  yauzl: ["modules"],
  yazl: ["modules"],
  bcryptjs: ["platform"],
  // Recurrence and calendars of interviews are arithmetic of dates.
  "temporal-polyfill": ["kernel", "modules"],
  "csv-parse": ["modules"],
  "csv-stringify/sync": ["platform", "modules"],
};

interface Edge {
  from: string;
  to: string;
}

interface Import extends Edge {
  /** Path in src, or the name of a package. */
  to: string;
  isPackage: boolean;
  isTypeOnly: boolean;
}

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
const imports = files.flatMap(importsOf);
const local = imports.filter(({ isPackage }) => !isPackage);

function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(join(SRC, file), "utf8"), ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (specifier: ts.Expression | undefined, isTypeOnly: boolean) => {
    if (!specifier || !ts.isStringLiteral(specifier)) return;
    const isPackage = !specifier.text.startsWith(".");
    const to = isPackage ? specifier.text : relative(SRC, resolve(SRC, dirname(file), specifier.text)).replace(/\.js$/, ".ts");
    found.push({ from: file, to, isPackage, isTypeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause));
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings;
  return !clause.name && named !== undefined && ts.isNamedImports(named) && named.elements.every((element) => element.isTypeOnly);
}

const floorOf = (file: string) => file.split("/")[0]!;
/** `area/module`, or the contracts. */
const moduleOf = (file: string) => (/^modules\/(contracts|[^/]+\/[^/]+)\//.exec(file) ?? [])[1];
const orderOf = (module: string) => (module === CONTRACTS ? -1 : MODULES.indexOf(module));
const shown = ({ from, to }: Import) => `${from} imports ${to}`;

describe("imports", () => {
  it("go down the floors only", () => {
    const wrong = local.filter(({ from, to }) => floorOf(from) !== floorOf(to) && !FLOORS[floorOf(from)]!.includes(floorOf(to)));
    expect(wrong.map(shown)).toEqual([]);
  });

  it("find every folder of src among the floors", () => {
    expect([...new Set(files.map(floorOf))].filter((floor) => !(floor in FLOORS))).toEqual([]);
  });

  it("find every module among the areas", () => {
    const found = new Set(files.filter((file) => floorOf(file) === "modules").map(moduleOf));
    expect(found).toEqual(new Set([CONTRACTS, ...MODULES]));
  });

  it("go to earlier areas and earlier modules only", () => {
    const wrong = local.filter(({ from, to }) => {
      const [here, there] = [moduleOf(from), moduleOf(to)];
      return here && there && here !== there && orderOf(there) >= orderOf(here);
    });
    expect(wrong.map(shown)).toEqual([]);
  });

  it("reach another module only by what it exports", () => {
    const exported = Object.entries(AREAS).flatMap(([area, modules]) =>
      modules.flatMap(({ name, exports = [] }) => exports.map((path) => `modules/${area}/${name}/${path}.ts`)),
    );
    const used = local.filter(({ from, to }) => moduleOf(from) && moduleOf(from) !== moduleOf(to) && moduleOf(to) !== CONTRACTS);
    expect(new Set(used.map(({ to }) => to).filter((to) => moduleOf(to)))).toEqual(new Set(exported));
  });

  it("make no circle, of types alone neither", () => {
    expect(circles(local)).toEqual([]);
  });

  it("meet no barrel", () => {
    expect(files.filter((file) => file.endsWith("/index.ts") && !REGISTRIES.includes(file))).toEqual([]);
  });

  it("keep packages on the floors that wrap them", () => {
    const wrong = imports.filter(({ from, to, isPackage, isTypeOnly: isType }) => {
      const home = isPackage && PACKAGES_AT_HOME[to];
      return home && !isType && !home.includes(floorOf(from));
    });
    expect(wrong.map(shown)).toEqual([]);
  });

  it("keep GraphQL out of entities", () => {
    const wrong = imports.filter(({ from, to }) => from.endsWith(".entity.ts") && /graphql/.test(to));
    expect(wrong.map(shown)).toEqual([]);
  });
});

describe("sources", () => {
  it("read the environment in config/env.ts only", () => {
    const readers = files.filter((file) => /process\.env\b/.test(readFileSync(join(SRC, file), "utf8")));
    expect(readers.filter((file) => file !== "config/env.ts")).toEqual([]);
  });

  it("parse contracts by their schemas, not by hand", () => {
    const contracts = files.filter((file) => /\.(event|job|topics)\.ts$/.test(file));
    const handwritten = (text: string) =>
      /^\s*(async |function )?parse\(|\bparse: \(|\bpayload as |typeof payload|JSON\.parse\(/m.test(text);
    expect(contracts.filter((file) => handwritten(readFileSync(join(SRC, file), "utf8")))).toEqual([]);
  });

  it("import zod as a namespace, or esbuild bundles all its translations", () => {
    const wrong = files.filter((file) => /import (?!(type )?\* as z )[^;]* from "zod"/.test(readFileSync(join(SRC, file), "utf8")));
    expect(wrong).toEqual([]);
  });

  it("change several rows through db.transaction, which runs effects after the commit", () => {
    const outside = files.filter((file) => !file.startsWith("platform/database/"));
    const others = outside.filter((file) => /\.transactional\(|\bas EntityManager\b/.test(readFileSync(join(SRC, file), "utf8")));
    expect(others).toEqual([]);
  });

  it("are short", () => {
    const long = files.filter((file) => readFileSync(join(SRC, file), "utf8").trimEnd().split("\n").length > LINES_MAX);
    expect(long.filter((file) => !LONG_FILES.includes(file))).toEqual([]);
  });

  it("start programs in few lines", () => {
    const long = files.filter((file) => floorOf(file) === "main" && readFileSync(join(SRC, file), "utf8").split("\n").length > 40);
    expect(long).toEqual([]);
  });
});

describe("scripts", () => {
  /** Packages that a script imports before it runs, by the files along the way. */
  function packagesOf(file: string, seen = new Set<string>()): string[] {
    if (seen.has(file)) return [];
    seen.add(file);
    const targets = [...readFileSync(file, "utf8").matchAll(/^(?:import|(?:import|export)\b[^;"'(]*\bfrom) "([^"]+)";$/gm)].map(
      ([, to]) => to!,
    );
    return targets.flatMap((to) => {
      if (to.startsWith(".")) return packagesOf(resolve(dirname(file), to), seen);
      return to.startsWith("node:") ? [] : [`${relative(join(SRC, ".."), file)} imports ${to}`];
    });
  }

  it.each(["start", "test", "check", "bench"])("npm run %s needs no package before it has installed them", (name) => {
    expect(packagesOf(join(SRC, "../scripts", `${name}.mjs`))).toEqual([]);
  });
});

describe("native sources", () => {
  const natives = readdirSync(NATIVE).map((name) => ({ name, text: readFileSync(join(NATIVE, name), "utf8") }));

  it("include each other in no circle", () => {
    const includes = natives.flatMap(({ name, text }) =>
      // A .c file and its header are one unit.
      [...text.matchAll(/^#include "(.+)"$/gm)].map(([, header]) => ({ from: parse(name).name, to: parse(header!).name })),
    );
    expect(includes).not.toEqual([]);
    expect(circles(includes.filter(({ from, to }) => from !== to))).toEqual([]);
  });

  it("are short", () => {
    const long = natives.filter(({ text }) => text.trimEnd().split("\n").length > LINES_MAX);
    expect(long.map(({ name }) => name)).toEqual([]);
  });
});

/** Each circle once, as the files along it. */
function circles(edges: readonly Edge[]): string[] {
  const next = Map.groupBy(edges, ({ from }) => from);
  const done = new Set<string>();
  const path: string[] = [];
  const found: string[] = [];
  const visit = (file: string): void => {
    const start = path.indexOf(file);
    if (start !== -1) return void found.push([...path.slice(start), file].join(" → "));
    if (done.has(file)) return;
    path.push(file);
    for (const { to } of next.get(file) ?? []) visit(to);
    path.pop();
    done.add(file);
  };
  for (const file of next.keys()) visit(file);
  return found;
}
