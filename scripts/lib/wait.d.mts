import type { ChildProcess } from "node:child_process";

export function waitUntil(
  isReady: () => boolean | Promise<boolean>,
  options: {
    name: string;
    child: ChildProcess;
    log?: string;
    stalledMs?: number;
    everyMs?: number;
    sayEveryMs?: number;
    tell?: (line: string) => void;
  },
): Promise<void>;
