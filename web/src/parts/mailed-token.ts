/** The token of a link in a mail: behind #, which browsers send to no server. */
export const tokenOfLink = (): string => new URLSearchParams(location.hash.slice(1)).get("token") ?? "";
