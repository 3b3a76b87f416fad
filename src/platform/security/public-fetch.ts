import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { isPublicAddress, lookupPublic } from "../push/public-address.js";

export interface FetchOptions {
  method?: string;
  headers?: Record<string, string>;
  body?: string | URLSearchParams | null;
  signal?: AbortSignal | undefined;
}

/** Documents of providers are a few KiB. */
const MOST_BYTES = 1024 * 1024;

/** The address is not allowed: not https, or not on the public internet. */
export class ClosedAddressError extends Error {
  override name = "ClosedAddressError";
  readonly code = "EPRIVATE";
}

/**
 * For requests to addresses from untrusted input, in the form that openid-client expects. Only https to public addresses, checked between
 * resolution and connection; with `anyAddress` http and private addresses too. Follows no redirects. Rejects with code EPRIVATE for a closed
 * address, and for more than 1 MiB. The caller's signal is the time limit.
 */
export function createPublicFetch(anyAddress: boolean): (address: string, options?: FetchOptions) => Promise<Response> {
  return async (address, { method = "GET", headers = {}, body, signal } = {}) => {
    const url = new URL(address);
    const host = url.hostname.replace(/^\[|\]$/g, "");
    if (!anyAddress && (url.protocol !== "https:" || (isIP(host) !== 0 && !isPublicAddress(host)))) throw new ClosedAddressError(host);
    const content = body === undefined || body === null ? null : Buffer.from(body.toString());
    const send = url.protocol === "http:" ? httpRequest : httpsRequest;
    return new Promise((resolve, reject) => {
      const request = send(url, {
        ...{ method, signal, agent: false },
        headers: { ...headers, ...(content && { "content-length": content.length }) },
        ...(!anyAddress && { lookup: lookupPublic }),
      });
      request.on("error", reject);
      request.on("response", (response) => {
        const parts: Buffer[] = [];
        let size = 0;
        response.on("error", reject);
        response.on("data", (part: Buffer) => {
          size += part.length;
          if (size > MOST_BYTES) return void response.destroy(new Error(`the response is larger than ${MOST_BYTES} bytes`));
          parts.push(part);
        });
        response.on("end", () => {
          try {
            resolve(responseOf(response.statusCode ?? 0, response.headersDistinct, Buffer.concat(parts)));
          } catch (error) {
            reject(error as Error);
          }
        });
      });
      request.end(content);
    });
  };
}

function responseOf(status: number, headers: NodeJS.Dict<string[]>, body: Buffer): Response {
  const pairs = Object.entries(headers).flatMap(([name, values]) => (values ?? []).map((value): [string, string] => [name, value]));
  const isEmpty = [204, 205, 304].includes(status);
  return new Response(isEmpty ? null : new Uint8Array(body), { status, headers: pairs });
}
