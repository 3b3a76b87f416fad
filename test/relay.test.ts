/** What relay-compiler says of fragments and operations of a real application: nothing. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printedSchema } from "../src/app/programs/emit-schema.js";

const COMPILER = join(import.meta.dirname, "../node_modules/relay-compiler/cli.js");
const CONFIG = {
  src: "./src",
  schema: "./schema.graphql",
  language: "typescript",
  artifactDirectory: "./generated",
  customScalarTypes: { DateTime: "string", Date: "string", EmailAddress: "string", URL: "string", JSON: "unknown", JSONObject: "unknown" },
};

let folder: string;
let compiled: SpawnSyncReturns<string>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "relay-"));
  cpSync(join(import.meta.dirname, "clients/relay"), join(folder, "src"), { recursive: true });
  mkdirSync(join(folder, "generated"));
  writeFileSync(join(folder, "schema.graphql"), printedSchema());
  writeFileSync(join(folder, "relay.config.json"), JSON.stringify(CONFIG));
  compiled = spawnSync(process.execPath, [COMPILER, "--noWatchman"], { cwd: folder, encoding: "utf8" });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const artifact = (name: string) => readFileSync(join(folder, "generated", `${name}.graphql.ts`), "utf8");

describe("relay-compiler", () => {
  it("compiles refetchable fragments, connections, mutations and subscriptions without an error or a warning", () => {
    const { status, stdout, stderr } = compiled;
    expect({ status, complaints: `${stdout}${stderr}`.split("\n").filter((line) => /warn|error|✖/i.test(line)) }).toEqual({
      status: 0,
      complaints: [],
    });
    expect(readdirSync(join(folder, "generated")).length).toBeGreaterThan(15);
  });

  it("refetches a problem through `node`", () => {
    expect(artifact("pagesProblemRefetchQuery")).toMatch(/node\(id: \$id\)/);
  });
});
