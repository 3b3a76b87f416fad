/** The pages that the API itself serves, in a real Chromium that reaches nothing but this machine. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Browser, Page } from "playwright-core";
import { PATIENCE_MS, startBrowser } from "../support/browser.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { createLearner } from "../support/scenario.js";

let installation: Installation;
let api: Api;
let browser: Browser;

beforeAll(async () => {
  // Where the web application of web/ is, there is no landing page.
  installation = await createInstallation({ WEB_PAGE: "false" });
  [api, browser] = await Promise.all([installation.startApi(), startBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await installation?.stop();
});

interface Opened {
  page: Page;
  /** What the page reported: errors, broken policies, requests that left this machine. */
  complaints: string[];
}

async function open(path: string, at = api): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("request", (request) => {
    if (!/^(http|ws):\/\/127\.0\.0\.1:|^(blob|data):/.test(request.url())) complaints.push(request.url());
  });
  await page.goto(new URL(path, at.url).href);
  return { page, complaints };
}

/** To look at; with SCREENSHOTS the pictures go into that folder. */
async function picture(page: Page, name: string) {
  const content = await page.screenshot();
  if (!process.env.SCREENSHOTS) return;
  const file = `${process.env.SCREENSHOTS}/${name}.png`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

describe("the landing page", () => {
  it("says what this is, and leads to both explorers", async () => {
    const { page, complaints } = await open("/");
    expect(await page.textContent("h1")).toBe("CodeQuest API");
    expect(await page.locator("nav a").evaluateAll((links) => links.map((link) => link.getAttribute("href")))).toEqual([
      "graphiql",
      "graphql",
    ]);
    expect(await page.textContent("main")).toContain(`curl -s ${new URL(api.url).origin}/graphql`);
    await picture(page, "landing");
    await page.click("text=GraphiQL");
    await page.waitForSelector(".graphiql-container .monaco-editor");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("in production leads to no explorer, as the schema is closed", async () => {
    const closed = await installation.startApi({ GRAPHQL_INTROSPECTION: "false" });
    const { page } = await open("/", closed);
    expect(await page.textContent("h1")).toBe("CodeQuest API");
    expect(await page.locator("nav").count()).toBe(0);
    expect((await fetch(new URL("/graphiql", closed.url))).status).toBe(404);
    await page.context().close();
    await closed.stop();
  });
});

describe("GraphiQL", () => {
  const run = async (page: Page, operation: string) => {
    await page.click(".graphiql-execute-button");
    await page.click(`[role=menuitem]:has-text("${operation}")`);
  };
  const answer = async (page: Page, text: string) => {
    const shown = page.locator(".graphiql-response");
    await shown
      .filter({ hasText: text })
      .waitFor({ timeout: PATIENCE_MS / 2 })
      .catch(async () => {
        throw new Error(`GraphiQL shows: ${await shown.textContent()}`);
      });
  };

  it("shows the schema, runs queries and subscriptions, and keeps headers, without the internet", async () => {
    const learner = await createLearner(api);
    const { page, complaints } = await open("/graphiql");
    await page.waitForSelector(".graphiql-query-editor .monaco-editor .view-line");
    await run(page, "Problems");
    await answer(page, "edges");

    await page.click('button:has-text("Headers")');
    await page.click(".graphiql-editor-tool .graphiql-editor:not(.hidden) .monaco-editor");
    await page.keyboard.insertText(JSON.stringify({ Authorization: `Bearer ${learner.token}` }));
    await run(page, "MyVerdicts");
    await page.waitForSelector(".graphiql-execute-button[aria-label*=Stop]");
    await picture(page, "graphiql");
    await page.click(".graphiql-execute-button");

    await page.click("[aria-label='Show Documentation Explorer']");
    await page.waitForSelector(".graphiql-doc-explorer :text('Mutation')");

    await page.reload();
    await page.waitForSelector(".graphiql-query-editor .monaco-editor .view-line");
    await page.waitForFunction(`JSON.stringify({ ...localStorage }).includes(${JSON.stringify(learner.token)})`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
