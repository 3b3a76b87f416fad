import { Resolver } from "node:dns/promises";

/** Values of the TXT records of a name, each joined from its parts; empty if the name or its records do not exist. Rejects without an answer. */
export type TxtRecords = (name: string) => Promise<string[]>;

const TIMEOUT_MS = 3000;
const TRIES = 2;
/** Answers, not failures: no such name, and no records of this kind. */
const ABSENT = ["ENOTFOUND", "ENODATA"];

/** Asks the given servers (`address` or `address:port`), or those of the system if there are none. */
export function createTxtRecords({ DNS_SERVERS }: { DNS_SERVERS: readonly string[] }): TxtRecords {
  return async (name) => {
    const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
    if (DNS_SERVERS.length > 0) resolver.setServers(DNS_SERVERS);
    try {
      return (await resolver.resolveTxt(name)).map((parts) => parts.join(""));
    } catch (error) {
      if (ABSENT.includes((error as { code?: string }).code ?? "")) return [];
      throw error;
    }
  };
}
