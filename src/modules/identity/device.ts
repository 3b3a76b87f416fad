import Bowser from "bowser";

/** A user agent in words people know: "Firefox on Linux", "Safari on iOS", or the name a script gives itself. */
export function deviceOf(userAgent: string): string {
  if (userAgent === "") return "Unknown device";
  const { browser, os } = Bowser.parse(userAgent);
  if (browser.name && os.name) return `${browser.name} on ${os.name}`;
  // It answers "" for what it does not know.
  return browser.name || os.name || userAgent.split(/[\s/]/)[0]!.slice(0, 40);
}
