/** Pages of the web application in a browser, and what all of them must keep to. */
import { mkdir } from "node:fs/promises";
import axe from "axe-core";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { PATIENCE_MS } from "./browser.js";

export interface Opened {
  page: Page;
  context: BrowserContext;
  /** What the page reported: errors, broken policies, requests that left this machine. */
  complaints: string[];
}

export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 850 }, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("request", (request) => {
    if (!/^(http|ws):\/\/127\.0\.0\.1:|^(blob|data):/.test(request.url())) complaints.push(request.url());
  });
  await page.goto(url);
  return { page, context, complaints };
}

/** No rule of axe is broken, and nothing is wider than the window. With SCREENSHOTS, pictures go into that folder. */
export async function inspect(page: Page, name: string): Promise<void> {
  // The view is there, not only the document.
  await page.waitForSelector("main h1");
  await picture(page, name);
  // Through the debugger, which no Content-Security-Policy binds.
  const debug = await page.context().newCDPSession(page);
  await debug.send("Runtime.evaluate", { expression: axe.source });
  const { result } = await debug.send("Runtime.evaluate", {
    expression: "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target)}`))",
    awaitPromise: true,
    returnByValue: true,
  });
  await debug.detach();
  expect({ name, violations: result.value as unknown }).toEqual({ name, violations: [] });
  expect({ name, overflow: await page.evaluate("document.documentElement.scrollWidth - innerWidth") }).toEqual({ name, overflow: 0 });
}

/** Before axe, which scrolls. */
async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.SCREENSHOTS) return;
  await mkdir(process.env.SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` });
}

/** Replaces the code in the editor, by keyboard. */
export async function write(page: Page, source: string): Promise<void> {
  await page.click(".cm-content");
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(source);
}

export const heading = (page: Page, text: string) => page.waitForSelector(`h1:has-text("${text}")`);

/** The forms of the sign-in page, for an account with a password. Ends at `path`. */
export async function signInByForm(page: Page, origin: string, account: { email: string; password: string }, path: string): Promise<void> {
  await page.goto(`${origin}/sign-in?to=${encodeURIComponent(path)}`);
  await page.fill("input[name=email]", account.email);
  await page.fill("input[name=password]", account.password);
  await page.click("main button[type=submit]");
  await page.waitForURL(origin + path);
}
