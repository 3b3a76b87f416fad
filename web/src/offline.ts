/** Registers web/service-worker.js, by which the page opens without a network. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(text: string): string }): { createScriptURL(text: string): string };
}

const FILE = "/service-worker.js";
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy("worker", {
  createScriptURL: (url) => {
    if (url !== FILE) throw new TypeError(`${url} is no worker of this application.`);
    return url;
  },
});

/** Nothing depends on it: where it fails, the page needs a network. */
export async function prepareOffline(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(policy ? policy.createScriptURL(FILE) : FILE);
    const { active } = await navigator.serviceWorker.ready;
    // What was loaded before the worker took over.
    const loaded = performance.getEntriesByType("resource").map(({ name }) => new URL(name));
    active?.postMessage({ keep: loaded.filter(({ origin }) => origin === location.origin).map(({ pathname }) => pathname) });
  } catch {
    // Service workers are switched off.
  }
}
