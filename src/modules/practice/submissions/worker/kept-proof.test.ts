import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SandboxCapability } from "../../../../judge/sandbox/sandbox.js";
import { createKeptProof } from "./kept-proof.js";

const capability: SandboxCapability = { level: "full", cgroup: "v2", detail: "", checks: {} };
let folder: string;
let socketPath: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "proof-"));
  socketPath = join(folder, "launcher.sock");
  writeFileSync(socketPath, "");
});
afterEach(() => rmSync(folder, { recursive: true }));

const proofOf = (hash = "toolchains") =>
  createKeptProof({ folder: join(folder, "cache"), socketPath, judgeHome: "/home/judge", toolchain: () => Promise.resolve(hash) });

describe("a kept proof", () => {
  it("stands for the launcher and the toolchains that it was about", async () => {
    expect(await proofOf().recall()).toBeNull();
    await proofOf().keep({ capability, languages: ["python"] });
    expect(await proofOf().recall()).toMatchObject({ capability, languages: ["python"] });
    expect(await proofOf("others").recall()).toBeNull();
  });

  it("ends with its launcher", async () => {
    await proofOf().keep({ capability, languages: [] });
    rmSync(socketPath);
    expect(await proofOf().recall()).toBeNull();
    writeFileSync(socketPath, "");
    expect(await proofOf().recall()).toBeNull();
  });

  it("ends when it is forgotten, and when its file is damaged", async () => {
    await proofOf().keep({ capability, languages: [] });
    await proofOf().forget();
    expect(await proofOf().recall()).toBeNull();
    await proofOf().keep({ capability, languages: [] });
    writeFileSync(join(folder, "cache", "sandbox-proof.json"), "{");
    expect(await proofOf().recall()).toBeNull();
  });
});
