import { isIPv4, isIPv6 } from "node:net";
import Bowser from "bowser";

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
  const ipv4 = address.replace(/^::ffff:/i, "");
  if (isIPv4(ipv4)) return ipv4.split(".").slice(0, 2).join(".");
  if (!isIPv6(address)) return address;
  // `::` early in an address stands for zeros, which end what is left of the first two groups.
  const [first = "0", second = "0"] = address.toLowerCase().split("::")[0]!.split(":");
  return [first, second].map((group) => Number.parseInt(group || "0", 16).toString(16)).join(":");
}
