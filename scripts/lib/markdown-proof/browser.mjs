// Shows HTML in a real Chromium, as part of a page and by innerHTML, and reports whatever runs, is requested, or could run.
import { chromium } from "playwright-core";

const ORIGIN = "https://page.example";
const PATIENCE_MS = 120_000;

/** Before each page: whatever a payload calls is counted. */
function listen() {
  globalThis.ran = [];
  const note = (what) => () => void globalThis.ran.push(what);
  for (const name of ["alert", "confirm", "prompt", "print", "open"]) globalThis[name] = note(name);
  document.write = document.writeln = note("write");
  addEventListener("error", ({ message }) => globalThis.ran.push(`error: ${message}`));
}

/** In the page: everything a reader could do, then everything that should not be there. */
async function provoke(htmls) {
  const host = document.createElement("main");
  document.body.append(host);
  const found = [];
  const look = (root, index) => {
    for (const element of root.querySelectorAll("*")) {
      const name = element.localName;
      const bad = (what) => found.push({ index, what: `${what}: ${element.outerHTML.slice(0, 300)}` });
      if (
        /^(script|style|link|meta|base|iframe|frame|object|embed|form|button|textarea|select|template|animate|set|use|foreignobject|image|audio|video|marquee)$/.test(
          name,
        )
      )
        bad("element");
      for (const { name: attribute, value } of element.attributes) {
        if (/^on|^(formaction|srcdoc|srcset|ping|action|background|xlink:href|dynsrc|lowsrc|name)$/.test(attribute)) bad("attribute");
        if (
          /^(href|src)$/.test(attribute) &&
          /^[\s\0-\x20]*(javascript|data|vbscript|blob|file|feed|view-source)[\s\0-\x20]*:/i.test(value)
        )
          bad("address");
        if (/^(href|src)$/.test(attribute) && !/^(https?:|mailto:)$/.test(URL.parse(value, "https://x.example")?.protocol ?? "https:"))
          bad("protocol");
        if (attribute === "style" && /url|expression|position:(?!relative)|@|\\|\/\*|behavior|-moz/i.test(value)) bad("style");
        if (attribute === "id" && !value.startsWith("p-")) bad("id");
      }
    }
  };
  // Links that may leave the page do not; others show what they do.
  const stay = (event) => {
    const link = event.target.closest?.("a[href]");
    if (link && /^(https?|mailto):$/.test(link.protocol)) event.preventDefault();
  };
  addEventListener("click", stay, true);
  const act = (root) => {
    for (const element of root.querySelectorAll("*")) {
      for (const type of [
        "mouseover",
        "mouseenter",
        "mousemove",
        "focus",
        "load",
        "error",
        "toggle",
        "animationstart",
        "transitionend",
        "wheel",
        "keydown",
        "input",
      ])
        element.dispatchEvent(new Event(type, { bubbles: false }));
      element.click?.();
      element.focus?.();
    }
  };
  for (const [index, html] of htmls.entries()) {
    host.innerHTML = html;
    look(host, index);
    // A second round through the parser, as editors and template engines make.
    host.innerHTML = host.innerHTML;
    look(host, index);
    act(host);
    if (globalThis.ran.length > 0) found.push({ index, what: `ran: ${globalThis.ran.splice(0)}` });
  }
  await new Promise((resolve) => setTimeout(resolve, 0));
  if (globalThis.ran.length > 0) found.push({ index: -1, what: `ran later: ${globalThis.ran.splice(0)}` });
  return found;
}

export async function openBrowser() {
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });

  /** Findings of a batch: `{ index, what }`, where -1 is the batch as a whole. */
  async function examine(htmls) {
    const context = await browser.newContext();
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const found = [];
    const note = (what) => void found.push({ index: -1, what });
    page.on("dialog", (dialog) => (note("dialog"), dialog.dismiss()));
    page.on("popup", () => note("popup"));
    page.on("framenavigated", (frame) => frame.url() !== `${ORIGIN}/` && note(`went to ${frame.url()}`));
    await context.addInitScript(listen);
    const body = htmls.map((html) => `<section>${html}</section>`).join("\n");
    await context.route("**/*", (route) => {
      const request = route.request();
      if (request.url() === `${ORIGIN}/` && request.isNavigationRequest())
        return route.fulfill({ contentType: "text/html; charset=utf-8", body: `<!doctype html><title>a</title><body>${body}` });
      const isPicture = request.resourceType() === "image" && request.url().startsWith("https:");
      if (!isPicture) note(`requested ${request.resourceType()} ${request.url()}`);
      return route.abort();
    });
    try {
      await page.goto(`${ORIGIN}/`, { waitUntil: "domcontentloaded" });
      const ran = await page.evaluate("globalThis.ran.splice(0)");
      if (ran.length > 0) note(`ran while the page loaded: ${ran}`);
      found.push(...(await page.evaluate(provoke, htmls)));
    } catch (error) {
      note(`the page broke: ${error.message.slice(0, 200)}`);
    }
    await context.close();
    return found;
  }

  return { examine, close: () => browser.close() };
}
