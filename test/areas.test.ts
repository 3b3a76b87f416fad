/** `npm test -- <area>` runs all suites of an area. */
import { expect, it } from "@jest/globals";
import { AREAS } from "../src/app/areas.js";
import { misplacedSuites, patternsOf } from "../scripts/lib/test-areas.mjs";

it("lists every suite of test/ in one area", () => {
  expect(misplacedSuites()).toEqual({ missing: [], unknown: [], repeated: [] });
});

it("finds suites that are listed twice", () => {
  expect(misplacedSuites({ base: ["e2e/audit", "e2e/limits"], judge: ["e2e/limits"] })).toMatchObject({
    unknown: [],
    repeated: ["e2e/limits"],
  });
});

it.each(Object.keys(AREAS))("knows the area %s", (area) => {
  expect(patternsOf(area)).toContain(`/src/modules/${area}/`);
});

it("knows what takes long", () => {
  expect(patternsOf("long")).toEqual(expect.arrayContaining(["/test/soak/soak\\.test\\.ts$", "/test/judge/hostile/hostile\\.test\\.ts$"]));
  expect(patternsOf("long")).not.toContain("/test/e2e/topics\\.test\\.ts$");
});

it("passes on other words", () => {
  expect(patternsOf("test/e2e/topics")).toBeUndefined();
});
