/** `npm test -- <area>` runs all suites of an area. */
import { expect, it } from "@jest/globals";
import { AREAS } from "../src/app/areas.js";
import { misplacedSuites, patternsOf } from "../scripts/lib/test-areas.mjs";

it("lists every suite of test/ in an area", () => {
  expect(misplacedSuites()).toEqual({ missing: [], unknown: [] });
});

it.each(Object.keys(AREAS))("knows the area %s", (area) => {
  expect(patternsOf(area)).toContain(`/src/modules/${area}/`);
});

it("passes on other words", () => {
  expect(patternsOf("test/e2e/topics")).toBeUndefined();
});
