import { spawn } from "node:child_process";
import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { deserialize } from "node:v8";
import { MIB, MINUTE_MS } from "../../kernel/units.js";

/** Only what browsers make; an SVG or a TIFF is a program or a museum. */
export const IMAGE_TYPES: ReadonlySet<string> = new Set(["image/jpeg", "image/png", "image/webp", "image/gif"]);

export interface ImageSize {
  pixels: number;
  /** cover: exactly square, cut where it has to be. inside: as it is, made smaller where it is larger. */
  fit: "cover" | "inside";
}

export interface Image {
  content: Buffer;
  contentType: "image/webp";
  width: number;
  height: number;
}

/** What the drawing process answers: pictures, or why it refuses. */
export type Drawn = { images: Image[] } | { refusal: string };

/** What a phone's largest camera makes. The header tells, before anything is decoded. */
export const MOST_PIXELS = 50_000_000;
/** Of data that may be written to. Node.js itself reserves over half of it; the largest picture of a byte a channel takes 200 MiB. */
const MOST_MEMORY_BYTES = 1024 * MIB;
/** The largest picture takes three. */
const MOST_CPU_SECONDS = 10;
/** Of a process that gets no core; then it is not the picture that is refused. */
const PATIENCE_MS = MINUTE_MS;

export const TOO_MUCH_MEMORY = "It takes too much memory to draw.";
const PROGRAM = fileURLToPath(new URL("./image-process.js", import.meta.url));
/** A soft limit of time ends it with SIGXCPU, which tells it from what kills processes for other reasons. */
const LIMITED = 'ulimit -c 0; ulimit -d "$1"; ulimit -S -t "$2"; shift 2; exec nice -n 5 "$@"';

/**
 * Draws the picture anew, once for each size: what else was in the file, such as where a photograph was taken or a program
 * hidden behind it, is gone. An animation becomes its first picture. It runs in a process of its own, with limits of memory and
 * time, no environment and low priority: a picture that is made to be expensive ends that process and nothing else. Rejects
 * where it could not be tried.
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
  // It may end before it has read everything.
  child.stdin.on("error", () => undefined).end(content);
  const [answer, [code, signal]] = await Promise.all([
    buffer(child.stdout),
    once(child, "exit") as Promise<[number | null, string | null]>,
  ]);
  if (code === 0) return deserialize(answer) as Drawn;
  if (signal === "SIGXCPU") return { refusal: "It takes too long to draw." };
  if (code !== null || signal === "SIGABRT" || signal === "SIGTRAP" || signal === "SIGSEGV") {
    return { refusal: TOO_MUCH_MEMORY };
  }
  throw new Error(`drawing was ended by ${signal}`);
}
