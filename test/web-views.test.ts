/** The views of the web application, the addresses that the API serves it at, and the links that the API writes into mails. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { VIEWS } from "../src/app/http/web-application.js";
import { routeOf } from "../web/src/routes.js";

const filled = (path: string) => path.replace(/:\w+/g, "some-id");

/** Paths after the web application's address in the sources, with `:part` for what is filled in. */
function linkedPaths(): string[] {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((name) => /(?<!\.test)\.ts$/.test(name));
  return files.flatMap((name) => {
    const text = readFileSync(join("src", name), "utf8");
    const written = [...text.matchAll(/\$\{(?:env\.WEB_URL|webUrl)\}(\/[^`?#]*)/g)].map(([, path]) => path!);
    const mailed = [...text.matchAll(/ttlMs: [^,]+, path: "(\/[^"]*)"/g)].map(([, path]) => path!);
    return [...written, ...mailed].map((path) => path.replace(/\$\{[^}]*\}/g, ":part"));
  });
}

describe("the web application", () => {
  it.each(VIEWS)("has a view at %s", (path) => {
    expect(routeOf(filled(path)).view).not.toBe("missing");
  });

  it("has no view at other addresses", () => {
    for (const path of ["/nothing", "/problems/a/b", "/sign-in/organizations/a/b", "/organizations/a"]) {
      expect(routeOf(path)).toEqual({ view: "missing" });
    }
    expect(routeOf("/problems/two-purses/")).toEqual({ view: "problem", slug: "two-purses" });
    expect(routeOf("/organizations/a%20b/billing")).toEqual({ view: "billing", organizationId: "a b" });
  });

  it("is served wherever mails, notifications and providers of sign-in lead", () => {
    const paths = linkedPaths();
    expect(paths).toEqual(
      expect.arrayContaining(["/notifications/:part", "/orders/:part", "/invitations", "/verify-email", "/sign-in/:part", "/billing"]),
    );
    const served = new Set(VIEWS.map(filled));
    expect([...new Set(paths)].filter((path) => !served.has(filled(path)))).toEqual([]);
  });
});
