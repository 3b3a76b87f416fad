import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { sandboxCapability, type SandboxCapability } from "../../../../judge/sandbox/sandbox.js";
import { contract, parseJson } from "../../../../kernel/contract.js";
import { HOUR_MS } from "../../../../kernel/units.js";

/** The file. */
export const sandboxProof = contract(
  "sandbox proof",
  z.object({
    /** What was proven, as a hash: see `subject` below. */
    subject: z.string(),
    /** Unix milliseconds. */
    at: z.number(),
    capability: sandboxCapability,
    /** Ids of the working languages. */
    languages: z.array(z.string()),
  }),
);

export interface Proven {
  capability: SandboxCapability;
  /** Ids of the working languages. */
  languages: string[];
}

export interface KeptProof {
  /** Null if nothing is stored, or if it was for a different launcher, machine, program or set of toolchains. */
  recall(): Promise<Proven | null>;
  keep(proven: Proven): Promise<void>;
  forget(): Promise<void>;
}

/** For engines that are no part of this machine: their proof says nothing about a later moment. */
export const NO_KEPT_PROOF: KeptProof = {
  recall: () => Promise.resolve(null),
  keep: () => Promise.resolve(),
  forget: () => Promise.resolve(),
};

interface Subject {
  folder: string;
  socketPath: string;
  judgeHome: string;
  /** Hash of the toolchains. */
  toolchain(): Promise<string | undefined>;
}

const LIFE_MS = HOUR_MS;
const THIS_PROGRAM = fileURLToPath(import.meta.url);
const BOOT_ID = "/proc/sys/kernel/random/boot_id";

/**
 * Caches the sandbox proof in the worker's folder, so that a worker restarted beside the same launcher takes jobs
 * immediately instead of after seconds of tests. Valid for an hour, or until the sandbox fails.
 */
export function createKeptProof({ folder, socketPath, judgeHome, toolchain }: Subject): KeptProof {
  const file = join(folder, "sandbox-proof.json");

  /** Changes with everything the proof depends on; a restarted launcher creates a new socket. */
  const subject = async (): Promise<string> => {
    const [socket, program, boot, hash] = await Promise.all([stat(socketPath), stat(THIS_PROGRAM), readFile(BOOT_ID, "utf8"), toolchain()]);
    const facts = [socket.dev, socket.ino, socket.ctimeMs, program.ino, program.mtimeMs, boot, judgeHome, hash, process.getuid?.()];
    return createHash("sha256").update(JSON.stringify(facts)).digest("hex");
  };

  return {
    async recall() {
      try {
        const kept = parseJson(sandboxProof, await readFile(file, "utf8"));
        const age = Date.now() - kept.at;
        return kept.subject === (await subject()) && age >= 0 && age < LIFE_MS ? kept : null;
      } catch {
        return null;
      }
    },

    async keep({ capability, languages }) {
      await mkdir(folder, { recursive: true });
      const written = `${file}.${process.pid}.partial`;
      await writeFile(written, JSON.stringify({ subject: await subject(), at: Date.now(), capability, languages }), { mode: 0o600 });
      await rename(written, file);
    },

    forget: () => rm(file, { force: true }),
  };
}
