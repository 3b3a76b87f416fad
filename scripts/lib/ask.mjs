// HTTP with node:http. fetch refuses some ports, such as 4190, on which the API may be configured to listen.
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";

/** Resolves to status and text of the response; rejects on timeout. Without an `agent`, over a connection of its own. */
export function ask(url, { method = "GET", headers = {}, body, timeoutMs = 60_000, agent = false } = {}) {
  const request = new URL(url).protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent, signal: AbortSignal.timeout(timeoutMs) }, async (response) => {
      try {
        const text = (await response.setEncoding("utf8").toArray()).join("");
        resolve({ status: response.statusCode, text });
      } catch (error) {
        reject(error);
      }
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Is the port on the fetch standard's list of bad ports, which browsers and Node's fetch refuse? */
export const browsersRefuse = (address) =>
  fetch(`http://${address}/health`, { signal: AbortSignal.timeout(2000) }).then(
    () => false,
    ({ cause }) => cause?.message === "bad port",
  );
