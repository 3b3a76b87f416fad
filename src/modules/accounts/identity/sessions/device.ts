import Bowser from "bowser";
import { ipv4Of, prefixOf } from "../../../../kernel/network.js";

const UNKNOWN = "Unknown device";
const LONGEST_NAME = 40;

/** Readable name of a user agent: "Firefox on Linux", "Safari on iOS", or a script's own name. */
export function deviceOf(userAgent: string): string {
  if (userAgent === "") return UNKNOWN;
  const { browser, os } = Bowser.parse(userAgent);
  // Bowser returns "" or undefined for unknown values, and takes any text before a slash as the browser name.
  const [browserName, osName] = [plain(browser.name ?? ""), plain(os.name ?? "")];
  if (browserName && osName) return `${browserName} on ${osName}`;
  return browserName || osName || plain(userAgent.split(/[\s/]/)[0]!) || UNKNOWN;
}

/** Clients choose their name freely, and mails contain it: leaves no room for an address or markup. */
function plain(name: string): string {
  return name
    .replace(/[^\w -]/g, "")
    .slice(0, LONGEST_NAME)
    .trim();
}

/** Roughly one provider in one region: the first two bytes of an IPv4 address, or the first 32 bits of an IPv6 address. */
export function wideNetworkOf(address: string): string {
  return ipv4Of(address)?.split(".").slice(0, 2).join(".") ?? prefixOf(address, 2) ?? address;
}
