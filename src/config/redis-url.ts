/**
 * Address of Redis: one server, a master watched by Sentinels, or a cluster. The last two list several hosts, which the URL parser
 * rejects, so they are parsed here. Errors never quote the text: it contains passwords.
 */
export interface RedisNode {
  host: string;
  port: number;
}

interface Credentials {
  username?: string;
  password?: string;
  tls: boolean;
}

export type RedisAddress =
  | { kind: "single"; url: string }
  | (Credentials & {
      kind: "sentinel";
      sentinels: readonly RedisNode[];
      /** Name of the master in the Sentinels' configuration. */
      master: string;
      db: number;
      sentinelUsername?: string;
      sentinelPassword?: string;
    })
  | (Credentials & { kind: "cluster"; nodes: readonly RedisNode[] });

const FORMS =
  "redis://[user:password@]host:6379, redis+sentinel://[user:password@]host:26379,host:26379/master[/db] or redis+cluster://[user:password@]host:6379,host:6379, each with rediss for TLS";
const SENTINEL_PORT = 26_379;
const CLUSTER_PORT = 6379;

const LIST = /^(rediss?)\+(sentinel|cluster):\/\/(?:([^@/?#]*)@)?([^@/?#]+)(\/[^?#]*)?(?:\?([^#]*))?$/;
const HOST = /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9_.-]+))(?::(\d{1,5}))?$/;

/** Throws an error that describes the expected format. */
export function parseRedisUrl(text: string): RedisAddress {
  if (/^rediss?:\/\//.test(text) && URL.canParse(text)) return { kind: "single", url: text };
  const [, scheme, kind, userInfo, hosts, path = "", query = ""] = LIST.exec(text) ?? [];
  if (!hosts) throw new Error(`must be ${FORMS}`);
  const credentials = { ...readUserInfo(userInfo), tls: scheme === "rediss" };
  return kind === "cluster" ? readCluster(hosts, path, query, credentials) : readSentinel(hosts, path, query, credentials);
}

function readCluster(hosts: string, path: string, query: string, credentials: Credentials): RedisAddress {
  if (!/^\/?0?$/.test(path)) throw new Error("must not name a database: a cluster has only database 0");
  readQuery(query, []);
  return { kind: "cluster", nodes: readNodes(hosts, CLUSTER_PORT), ...credentials };
}

function readSentinel(hosts: string, path: string, query: string, credentials: Credentials): RedisAddress {
  const [, master, db = "0"] = /^\/([^/]+)(?:\/(\d{1,4}))?$/.exec(path) ?? [];
  if (!master) throw new Error("must name the master behind the Sentinels, as in redis+sentinel://host:26379/mymaster or …/mymaster/0");
  const settings = readQuery(query, ["sentinelUsername", "sentinelPassword"]);
  return {
    kind: "sentinel",
    sentinels: readNodes(hosts, SENTINEL_PORT),
    master: decode(master),
    db: Number(db),
    ...credentials,
    ...settings,
  };
}

function readNodes(hosts: string, defaultPort: number): RedisNode[] {
  return hosts.split(",").map((each) => {
    const [, ipv6, name, port = String(defaultPort)] = HOST.exec(each) ?? [];
    const host = ipv6 ?? name;
    if (!host || Number(port) < 1 || Number(port) > 65_535) {
      throw new Error("must list hosts as host:port,host:port, each with a port from 1 to 65535 or none");
    }
    return { host, port: Number(port) };
  });
}

function readUserInfo(userInfo: string | undefined): { username?: string; password?: string } {
  if (!userInfo) return {};
  const colon = userInfo.indexOf(":");
  if (colon === -1) throw new Error("must have user:password before the @, or :password alone");
  const username = decode(userInfo.slice(0, colon));
  const password = decode(userInfo.slice(colon + 1));
  return { ...(username && { username }), ...(password && { password }) };
}

function readQuery<K extends string>(query: string, known: readonly K[]): Partial<Record<K, string>> {
  const settings: Partial<Record<K, string>> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const key = known.find((each) => each === name);
    if (!key) throw new Error(known.length > 0 ? `may have only ${known.join(" and ")} after the ?` : "must not have parameters after a ?");
    settings[key] = value;
  }
  return settings;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error("must encode special characters of names and passwords as %XX");
  }
}
