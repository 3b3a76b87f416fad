/** Nothing is sold that nobody gives: each key of an entitlement is read somewhere, and the seeded plans sell such keys only. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { entitlementTable } from "../src/access/entitlements.js";
import "../src/app/declared.js";
import { PLANS } from "../src/app/programs/seed-products.js";

/** Where a key is declared, named for people, or sold. */
const DECLARES = /entitlement-names\.ts$|\.entitlements\.ts$|seed-products\.ts$|^messages\//;
const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts") && !DECLARES.test(path))
  .map((path) => readFileSync(join("src", path), "utf8").replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, ""));

describe("entitlements", () => {
  it.each([...entitlementTable().keys()])("%s is read by the program", (key) => {
    expect(sources.some((source) => source.includes(`"${key}"`) || source.includes(`'${key}'`))).toBe(true);
  });

  it("that seeded plans sell exist", () => {
    const sold = PLANS.flatMap(({ product }) => (product.grants ?? []).map(({ key }) => key));
    expect(sold).toEqual(expect.arrayContaining(["premium-problems", "ai-quota", "seats"]));
    for (const key of sold) expect([...entitlementTable().keys()]).toContain(key);
  });
});
