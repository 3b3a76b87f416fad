/** A web application on another port than the API, in a real Chromium, from registering to the verdict. */
import { readFileSync } from "node:fs";
import type { Browser, BrowserContext, Page } from "playwright-core";
import sharp from "sharp";
import { PATIENCE_MS, servePages, startBrowser, type PageServer } from "../support/browser.js";
import { createInstallation, type Api, type Installation } from "../support/installation.js";
import { ownTokens, PASSWORD, sessionIdOf, someone } from "../support/people.js";
import { createProblem, SLOW_ACCEPTED } from "../support/scenario.js";

const FOLDER = "test/browser/app";

let installation: Installation;
let api: Api;
let browser: Browser;
let pages: PageServer;

beforeAll(async () => {
  // As a developer starts it: nothing is said of origins.
  installation = await createInstallation({ NODE_ENV: "development", CORS_ORIGINS: "" });
  [api, browser] = await Promise.all([installation.startApi(), startBrowser()]);
  pages = await servePages(FOLDER, api);
  await installation.startWorker();
});

afterAll(async () => {
  await browser?.close();
  await pages?.close();
  await installation?.stop();
});

/** A window of its own, with the page loaded. Whatever the page complains about fails the test. */
async function open(origin = pages.origin): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
  const context = await browser.newContext();
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.goto(origin);
  await ready(page);
  return { page, context, complaints };
}
interface Refusal {
  errors: { extensions: { code: string } }[];
}
const ready = (page: Page) => page.waitForFunction("document.getElementById('state').textContent === 'ready'");
const act = (page: Page, name: string, input: object = {}) =>
  page.evaluate(([action, given]) => (globalThis as unknown as { act(name: string, input: object): Promise<void> }).act(action, given), [
    name,
    input,
  ] as const);
async function expiredLike(authorization: string): Promise<string> {
  const token = authorization.replace("Bearer ", "");
  const { sub } = JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString()) as { sub: string };
  return (await (await ownTokens(-60)).issue({ userId: sub, sessionId: sessionIdOf(token) })).token;
}
const textOf = (page: Page, id: string) => page.textContent(`#${id}`);

describe.each([
  ["on a port of its own", false],
  ["behind the proxy of its development server", true],
])("a page %s", (_where, proxied) => {
  let own: PageServer;
  beforeAll(async () => void (own = proxied ? await servePages(FOLDER, api, { proxied }) : pages));
  afterAll(() => (proxied ? own?.close() : undefined));

  it("signs in by a cookie that no script can read, and is still signed in after a reload", async () => {
    const account = { ...someone(), password: PASSWORD };
    const { page, context } = await open(own.origin);
    await act(page, "register", account);
    expect(await textOf(page, "user")).toBe(account.username);
    expect(await page.evaluate("document.cookie")).toBe("");
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ domain: "localhost", path: "/", httpOnly: true, sameSite: "Strict" });

    await page.reload();
    await ready(page);
    expect(await textOf(page, "user")).toBe(account.username);
    await act(page, "signOut");
    expect(await context.cookies()).toEqual([]);
    await page.reload();
    await ready(page);
    expect(await textOf(page, "user")).toBe("nobody");
    await act(page, "signIn", account);
    expect(await textOf(page, "user")).toBe(account.username);
    await context.close();
  });
});

it("a page of another site gets no cookie", async () => {
  // The same pages under another name of this machine: another site to the browser.
  const { page, context } = await open();
  await page.goto(pages.origin.replace("localhost", "127.0.0.1"));
  await ready(page);
  await expect(act(page, "register", { ...someone(), password: PASSWORD })).resolves.toBeUndefined();
  await page.reload();
  await ready(page);
  expect(await textOf(page, "user")).toBe("nobody");
  await context.close();
});

it("a body beyond the limit is read as 413 by the browser's fetch", async () => {
  const { page, context } = await open();
  const answer = await page.evaluate(
    async (url) => {
      const body = JSON.stringify({ query: `{ __typename } #${"x".repeat(20_000_000)}` });
      const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
      return { status: response.status, code: ((await response.json()) as Refusal).errors[0]!.extensions.code };
    },
    api.url.replace("127.0.0.1", "localhost"),
  );
  expect(answer).toEqual({ status: 413, code: "PAYLOAD_TOO_LARGE" });
  await context.close();
});

it.each(["urql", "apollo"])(
  "a learner with %s registers, uploads an avatar, submits, reloads the page in between, and sees the verdict",
  async (library) => {
    const { slug, testCount } = await createProblem(installation, api);

    const account = { ...someone(), password: PASSWORD };
    const { page, context, complaints } = await open(`${pages.origin}/?client=${library}`);
    await act(page, "register", account);
    await act(page, "signOut");
    await act(page, "signIn", account);

    const picture = await sharp({ create: { width: 900, height: 600, channels: 3, background: "tomato" } })
      .png()
      .toBuffer();
    await page.setInputFiles("#file", { name: "me.png", mimeType: "image/png", buffer: picture });
    await act(page, "uploadAvatar");
    expect(await textOf(page, "upload")).toBe("READY");
    await page.waitForFunction("document.getElementById('avatar').naturalWidth > 0");

    await act(page, "submit", { slug, ...SLOW_ACCEPTED });
    const seen = async () => (await page.locator("#progress li").allTextContents()).map((line) => line.split(" "));
    await page.waitForFunction(
      "[...document.querySelectorAll('#progress li')].some((line) => Number(line.textContent.split(' ')[2]) >= 2)",
    );
    const before = await seen();

    await page.reload();
    await ready(page);
    await page.waitForFunction("document.querySelector('#progress li:last-child')?.textContent.startsWith('FINISHED')");
    const after = await seen();
    expect(after.at(-1)).toEqual(["FINISHED", "ACCEPTED", `${testCount}`, `${testCount}`]);
    // The first event after a reload still tells 0 of a judgement that runs; the ones after it are right.
    const counts = [...before, ...after.slice(1)].map(([, , finished]) => Number(finished));
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(await textOf(page, "failure")).toBe("");
    expect(complaints).toEqual([]);
    await context.close();
  },
);

it("a page whose access token has expired refreshes it, and its user notices nothing", async () => {
  const { page, context } = await open();
  const account = { ...someone(), password: PASSWORD };
  await act(page, "register", account);
  // The next request goes out with a token of the same session whose time is over.
  let replaced = false;
  await page.route("**/graphql", async (route) => {
    const headers = route.request().headers();
    if (replaced || !headers.authorization) return route.continue();
    replaced = true;
    return route.continue({ headers: { ...headers, authorization: `Bearer ${await expiredLike(headers.authorization)}` } });
  });
  await act(page, "whoAmI");
  expect(replaced).toBe(true);
  expect(await textOf(page, "user")).toBe(account.username);
  await context.close();
});

it("the documentation has this code word for word", () => {
  const documentation = readFileSync("docs/frontend.md", "utf8");
  for (const name of ["session.js", "socket.js", "upload.js", "urql.js", "apollo.js"]) {
    expect(documentation).toContain(`\`\`\`js\n${readFileSync(`${FOLDER}/${name}`, "utf8")}\`\`\`\n`);
  }
});
