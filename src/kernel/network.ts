import { isIPv4, isIPv6 } from "node:net";

const GROUPS = 8;
/** An ISP customer has an IPv6 network, /64, with 2^64 addresses, so the network counts as one client. */
const GROUPS_OF_A_CLIENT = 4;

/**
 * The key by which throttles, budgets, limits and sockets count clients: an IPv4 address, also if written as an IPv6 address, or the
 * /64 network of an IPv6 address.
 */
export function networkOf(address: string): string {
  return ipv4Of(address) ?? prefixOf(address, GROUPS_OF_A_CLIENT) ?? address;
}

/** The IPv4 address in `203.0.113.7`, `::ffff:203.0.113.7` and `::ffff:cb00:7107`; else null. */
export function ipv4Of(address: string): string | null {
  if (isIPv4(address)) return address;
  const groups = groupsOf(address);
  if (!groups || groups.slice(0, 5).some((group) => group !== 0) || groups[5] !== 0xffff) return null;
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 255])
    .join(".");
}

/** The first groups of an IPv6 address, without leading zeros; null if it is not an IPv6 address. */
export function prefixOf(address: string, count: number): string | null {
  const groups = groupsOf(address);
  return groups && toText(groups.slice(0, count));
}

const toText = (groups: readonly number[]) => groups.map((group) => group.toString(16)).join(":");

function groupsOf(address: string): number[] | null {
  const [plain = ""] = address.split("%");
  if (!isIPv6(plain)) return null;
  const [head = "", tail] = plain.split("::");
  const before = parse(head);
  if (tail === undefined) return before;
  const after = parse(tail);
  return [...before, ...Array<number>(GROUPS - before.length - after.length).fill(0), ...after];
}

/** A dotted suffix is two groups. */
function parse(text: string): number[] {
  if (text === "") return [];
  return text.split(":").flatMap((group) => {
    if (!group.includes(".")) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split(".").map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}
