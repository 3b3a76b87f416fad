/**
 * First paint of the web application, against a static page of the same look and as many bytes: one document with its styles inside, from a
 * bare server. Both in the same Chromium, each time with an empty cache.
 */
import { randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { chromium } from "playwright-core";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { createInstallation } from "./support/installation.mjs";
import { inTurn, median } from "./support/measure.mjs";

const ROUNDS = 20;
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"];

/** Loads the address in a new profile. Resolves to milliseconds since the request for the document. */
async function visit(browser, url, shown) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 850 } });
  try {
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForSelector(shown);
    const shownMs = await page.evaluate("performance.now()");
    const paintMs = await page.evaluate(
      `new Promise((resolve) => new PerformanceObserver((list) => {
        for (const { name, startTime } of list.getEntries()) if (name === "first-contentful-paint") resolve(startTime);
      }).observe({ type: "paint", buffered: true }))`,
    );
    return { paintMs, shownMs };
  } finally {
    await context.close();
  }
}

/** The document, its styles, and the bytes that the document and the files that it names take on their way. */
async function partsOf(url) {
  const html = await (await fetch(url)).text();
  const paths = [...html.matchAll(/\/assets\/[^" ]+/g)].map(([path]) => inRoot("dist", "web", path));
  const [, ofFrame] = /<style[^>]*>([^]*?)<\/style>/.exec(html);
  const ofViews = readFileSync(
    paths.find((path) => path.endsWith(".css")),
    "utf8",
  );
  return {
    html,
    styles: ofFrame + ofViews,
    bytes: paths.reduce((sum, path) => sum + statSync(`${path}.br`).size, Buffer.byteLength(html)),
  };
}

/** What the application shows before its script runs, followed by as many bytes as are missing. */
function staticPage({ html, styles, bytes }) {
  const frame = html.slice(html.indexOf('<div id="app">'), html.indexOf("<noscript>"));
  const head = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Static</title><style>${styles}</style></head><body>${frame}`;
  const missing = Math.max(0, bytes - Buffer.byteLength(head));
  const filling = randomBytes(Math.ceil((missing * 3) / 4)).toString("base64");
  return `${head}<!--${filling}--></body></html>`;
}

async function serve(page) {
  const server = createServer((_request, response) => response.setHeader("content-type", "text/html; charset=utf-8").end(page));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => new Promise((resolve) => server.close(resolve)) };
}

export async function run({ row, env }) {
  const installation = await createInstallation({ ...env, WEB_PAGE: "true" });
  const api = await installation.startApi();
  const url = new URL("/", api.url).href;
  const bare = await serve(staticPage(await partsOf(url)));
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", headless: true, args: ARGUMENTS });
  try {
    const { ours, theirs } = await inTurn(
      { ours: () => visit(browser, url, ".empty"), theirs: () => visit(browser, bare.url, "#app") },
      { rounds: ROUNDS },
    );
    const paint = (visits) => median(visits.map(({ paintMs }) => paintMs));
    const shown = (visits) => median(visits.map(({ shownMs }) => shownMs));
    const compared = { unit: "ms", baseline: "a static page of equal bytes" };
    row({
      what: "first paint of the web application, median",
      value: paint(ours),
      ...compared,
      baselineValue: paint(theirs),
      target: { ratioAtMost: 1.5 },
    });
    row({ what: "until the catalog is there, median", value: shown(ours), ...compared, baselineValue: shown(theirs) });
  } finally {
    await browser.close();
    await bare.close();
    await installation.stop();
  }
}
