import { lookup as resolve, type LookupAddress, type LookupOptions } from "node:dns";
import { BlockList, isIP } from "node:net";

/** Networks outside the public internet, from IANA's special-purpose registries (RFC 6890 and later). */
const CLOSED_V4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const;

/** Within global unicast: protocol assignments including Teredo, documentation, and 6to4, which embeds IPv4 addresses. */
const CLOSED_V6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

const closed = new BlockList();
for (const [network, bits] of CLOSED_V4) closed.addSubnet(network, bits, "ipv4");
for (const [network, bits] of CLOSED_V6) closed.addSubnet(network, bits, "ipv6");
const globalV6 = new BlockList();
globalV6.addSubnet("2000::", 3, "ipv6");

/** Is this a publicly routable IP address? */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !closed.check(address, "ipv4");
  return version === 6 && globalV6.check(address, "ipv6") && !closed.check(address, "ipv6");
}

/** Names that public resolvers do not know, although the local one may. */
const INTERNAL_NAME = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|home\.arpa|test|invalid|onion)$/i;

/**
 * What is wrong with an address that untrusted input wants requests to go to; null if nothing. A name is not looked up here: use
 * lookupPublic for the request. `anyEndpoint` also allows http and private addresses, for tests.
 */
export function endpointObjection(endpoint: string, { anyEndpoint }: { anyEndpoint: boolean }): string | null {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (!url || !["http:", "https:"].includes(url.protocol)) return "is not a URL that starts with https://";
  if (url.username || url.password) return "must not contain a user name or password";
  if (anyEndpoint) return null;
  if (url.protocol !== "https:") return "must start with https://";
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (isIP(host) ? !isPublicAddress(host) : !host.includes(".") || INTERNAL_NAME.test(host)) return "must be on the public internet";
  return null;
}

type Callback = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;
type ResolveAll = (
  hostname: string,
  options: LookupOptions & { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * `lookup` for requests to host names from untrusted input. It checks all addresses between resolution and connection, and the connection
 * goes to one of them, so DNS rebinding gains nothing. An IP address in place of a name is never looked up: check it with
 * isPublicAddress.
 */
export function publicLookup(resolveAll: ResolveAll): (hostname: string, options: LookupOptions, done: Callback) => void {
  return (hostname, options, done) => {
    resolveAll(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, []);
      if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address))) {
        return done(Object.assign(new Error("not a public address"), { code: "EPRIVATE" }), []);
      }
      if (options.all) return done(null, addresses);
      done(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
}

export const lookupPublic = publicLookup(resolve);
