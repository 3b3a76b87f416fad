import Bowser from "bowser";
import { ipv4Of, prefixOf } from "../../../../kernel/network.js";

const UNKNOWN = "Unknown device";
const LONGEST_NAME = 40;

/** A user agent in words people know: "Firefox on Linux", "Safari on iOS", or the name a script gives itself. */
export function deviceOf(userAgent: string): string {
  if (userAgent === "") return UNKNOWN;
  const { browser, os } = Bowser.parse(userAgent);
  // It answers "" or nothing for what it does not know, and takes any text before a slash for a browser's name.
  const [browserName, osName] = [plain(browser.name ?? ""), plain(os.name ?? "")];
  if (browserName && osName) return `${browserName} on ${osName}`;
  return browserName || osName || plain(userAgent.split(/[\s/]/)[0]!) || UNKNOWN;
}

/** Anyone chooses the name of their client, and mails show it: there is no room for an address or for markup in it. */
function plain(name: string): string {
  return name
    .replace(/[^\w -]/g, "")
    .slice(0, LONGEST_NAME)
    .trim();
}

/** About what one provider gives to one region: the first two bytes of an IPv4 address, the first 32 bits of an IPv6 one. */
export function wideNetworkOf(address: string): string {
  return ipv4Of(address)?.split(".").slice(0, 2).join(".") ?? prefixOf(address, 2) ?? address;
}
