// Opens the web application without a network. The build replaces SHELL by the files that every view needs. Answers of the API are kept
// by the page itself: web/src/api/seen.ts.
const SHELL = ["{shell}"];
const VERSION = `files-${SHELL.join(" ")}`;
const DOCUMENT = "/";
/** Header of the application's document; see src/app/http/web-application.ts. */
const MARK = "x-codequest-page";

addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(VERSION)
      .then((cache) => cache.addAll([DOCUMENT, ...SHELL]))
      .then(() => skipWaiting()),
  );
});

addEventListener("activate", (event) => {
  const clean = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("files-") && name !== VERSION);
    await Promise.all(old.map((name) => caches.delete(name)));
    await registration.navigationPreload?.enable();
    await clients.claim();
  };
  event.waitUntil(clean());
});

/** Files that the page has loaded before this worker took over. */
addEventListener("message", (event) => {
  const keep = async () => {
    const cache = await caches.open(VERSION);
    for (const path of event.data.keep) if (isFile(path) && !(await cache.match(path))) await cache.add(path);
  };
  event.waitUntil(keep());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(documentFor(event));
  else if (isFile(pathname)) event.respondWith(fileOf(request));
});

const isFile = (path) => path.startsWith("/assets/");

/** From the network, or else the last document, which shows every view. */
async function documentFor(event) {
  const cache = await caches.open(VERSION);
  try {
    const response = (await event.preloadResponse) ?? (await fetch(event.request));
    if (response.ok && response.headers.has(MARK)) event.waitUntil(cache.put(DOCUMENT, response.clone()));
    return response;
  } catch (error) {
    const kept = await cache.match(DOCUMENT);
    if (!kept) throw error;
    return kept;
  }
}

/** Their names change with their content. */
async function fileOf(request) {
  const cache = await caches.open(VERSION);
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}
