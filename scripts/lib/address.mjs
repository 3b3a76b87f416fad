// Address of the API.
import { Stop } from "./console.mjs";
import { tryPort } from "./ports.mjs";

/** Host and port of the API, available for listening. Port 0 is resolved here, so that the port can be shown. */
export async function apiAddress() {
  const host = process.env.HOST || "127.0.0.1";
  const port = Number(process.env.PORT || 4000);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Stop(`PORT is ${process.env.PORT} and must be a whole number from 0 to 65535.`);
  const free = await tryPort(port, host);
  if (free === undefined)
    throw new Stop(`Port ${port} on ${host} is taken by another program: stop it, or choose another port with PORT=${port + 1} npm start.`);
  const reachable = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  return { host, port: free, shown: `${reachable}:${free}` };
}
