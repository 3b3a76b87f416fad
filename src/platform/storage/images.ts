import { spawn } from "node:child_process";
import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { deserialize } from "node:v8";
import * as z from "zod";
import { contract } from "../../kernel/contract.js";
import { count } from "../../kernel/schemas.js";
import { MIB, MINUTE_MS } from "../../kernel/units.js";
import { TOO_MUCH_MEMORY } from "./image-limits.js";

/** Only formats that browsers produce. SVG can contain scripts, and TIFF is obsolete. */
export const IMAGE_TYPES: ReadonlySet<string> = new Set(["image/jpeg", "image/png", "image/webp", "image/gif"]);

export interface ImageSize {
  pixels: number;
  /** cover: exactly square, cropped if necessary. inside: keeps the proportions, and is only ever scaled down. */
  fit: "cover" | "inside";
}

const image = z.object({
  content: z.custom<Buffer>(Buffer.isBuffer, "expected bytes"),
  contentType: z.literal("image/webp"),
  width: count,
  height: count,
});

/** The result of the drawing process: pictures, or the reason for a refusal. */
const drawn = z.union([z.object({ images: z.array(image) }), z.object({ refusal: z.string() })]);

/** Parsed as the picture may have taken over the process. */
export const drawnPicture = contract("drawn picture", drawn);

export type Image = z.infer<typeof image>;
export type Drawn = z.infer<typeof drawn>;

/** Limit of writable data. Node.js itself reserves over half of it; the largest picture with one byte per channel takes 200 MiB. */
const MOST_MEMORY_BYTES = 1024 * MIB;
/** The largest picture takes three seconds. */
const MOST_CPU_SECONDS = 10;
/** For a process that gets no CPU; then the picture is not refused. */
const PATIENCE_MS = MINUTE_MS;

const PROGRAM = fileURLToPath(new URL("./image-process.js", import.meta.url));
/** The soft limit ends the process with SIGXCPU, which distinguishes it from other kills. */
const LIMITED = 'ulimit -c 0; ulimit -d "$1"; ulimit -S -t "$2"; shift 2; exec nice -n 5 "$@"';

/**
 * Redraws the picture once per size. Everything else in the file is dropped, such as the location of a photograph or a program
 * appended to it. An animation becomes its first frame. It runs in a separate process, with limits of memory and time, no environment
 * and low priority: a malicious picture ends only that process. Rejects if it could not be tried.
 */
export async function redraw(content: Buffer, sizes: readonly ImageSize[]): Promise<Drawn> {
  const limits = [String(MOST_MEMORY_BYTES / 1024), String(MOST_CPU_SECONDS)];
  const node = [process.execPath, "--max-old-space-size=64", PROGRAM, JSON.stringify(sizes)];
  const child = spawn("/bin/sh", ["-c", LIMITED, "sh", ...limits, ...node], {
    env: {},
    stdio: ["pipe", "pipe", "ignore"],
    timeout: PATIENCE_MS,
    killSignal: "SIGKILL",
  });
  // The process may exit before it has read everything.
  child.stdin.on("error", () => undefined).end(content);
  const [answer, [code, signal]] = await Promise.all([
    buffer(child.stdout),
    once(child, "exit") as Promise<[number | null, string | null]>,
  ]);
  if (code === 0) return drawnPicture.parse(deserialize(answer));
  if (signal === "SIGXCPU") return { refusal: "It takes too long to process." };
  if (code !== null || signal === "SIGABRT" || signal === "SIGTRAP" || signal === "SIGSEGV") {
    return { refusal: TOO_MUCH_MEMORY };
  }
  throw new Error(`drawing was ended by ${signal}`);
}
