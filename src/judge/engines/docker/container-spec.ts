/** How a container looks: no network, nothing writable but memory, no root and no way to become it, and every limit that Docker has. */
import type { ContainerCreateOptions } from "dockerode";
import { MIB, SECOND_MS } from "../../../kernel/units.js";
import type { ExecLimits } from "../../sandbox/sandbox.js";

/** Owns the program's files and runs the process that keeps the container up. Numbers, as the image need not know them. */
export const KEEPER = 999;
/** Runs compilers and programs. */
export const LEARNER = 1000;

/** Of the container: which ones this engine made, and until when each may be in use, in Unix milliseconds. */
export const LABEL = "codequest.engine";
export const UNTIL_LABEL = "codequest.until";

/** Folders of the interface in sandbox.ts, and /given for ExecRequest.given. */
const FOLDER_BYTES = 64 * MIB;
const OUT_BYTES = 160 * MIB;
const NOT_EXECUTABLE = "noexec";

/** The process that keeps the container up, and a shell. */
const OWN_PROCESSES = 2;
const OWN_MEMORY_BYTES = 4 * MIB;
/** Docker refuses less. */
const LEAST_MEMORY_BYTES = 6 * MIB;
const NANO = 1_000_000_000;

export interface ContainerNeeds {
  image: string;
  /** Label value, of all containers of an installation. */
  installation: string;
  limits: ExecLimits;
  /** Of what is put into /box, /given and /out before the program starts: it counts as memory. */
  filesBytes: number;
  /** How long the container may be needed, in milliseconds. It ends by itself then. */
  lifeMs: number;
  now: number;
}

export function containerSpec({ image, installation, limits, filesBytes, lifeMs, now }: ContainerNeeds): ContainerCreateOptions {
  const memory = Math.max(LEAST_MEMORY_BYTES, limits.memoryBytes + filesBytes + OWN_MEMORY_BYTES);
  const folder = (uid: number, mode: string, bytes: number, exec = NOT_EXECUTABLE): string =>
    `rw,nosuid,nodev,${exec},size=${bytes},mode=${mode},uid=${uid},gid=${uid}`;
  return {
    Image: image,
    User: `${KEEPER}:${KEEPER}`,
    // The keeper may not be in /work.
    WorkingDir: "/",
    Entrypoint: ["/usr/bin/sleep"],
    Cmd: [String(Math.ceil(lifeMs / SECOND_MS))],
    Env: [],
    NetworkDisabled: true,
    AttachStdin: false,
    AttachStdout: false,
    AttachStderr: false,
    Tty: false,
    OpenStdin: false,
    Labels: { [LABEL]: installation, [UNTIL_LABEL]: String(now + lifeMs) },
    HostConfig: {
      NetworkMode: "none",
      ReadonlyRootfs: true,
      CapDrop: ["ALL"],
      SecurityOpt: ["no-new-privileges:true"],
      Privileged: false,
      IpcMode: "private",
      Memory: memory,
      // The same number: no swap.
      MemorySwap: memory,
      NanoCpus: NANO,
      PidsLimit: limits.processes + OWN_PROCESSES,
      Ulimits: [
        { Name: "core", Soft: 0, Hard: 0 },
        { Name: "nofile", Soft: 1024, Hard: 1024 },
        // Memory limits the stack.
        { Name: "stack", Soft: -1, Hard: -1 },
      ],
      ShmSize: FOLDER_BYTES,
      Tmpfs: {
        "/box": folder(KEEPER, "0755", OUT_BYTES, "exec"),
        "/given": folder(KEEPER, "0755", 3 * FOLDER_BYTES),
        "/out": folder(LEARNER, "0700", OUT_BYTES, "exec"),
        "/work": folder(LEARNER, "0700", FOLDER_BYTES),
        "/tmp": folder(LEARNER, "1777", FOLDER_BYTES),
        "/home/sandbox": folder(LEARNER, "0700", FOLDER_BYTES),
      },
      LogConfig: { Type: "none", Config: {} },
      RestartPolicy: { Name: "no" },
      AutoRemove: false,
    },
  };
}
