import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("../../scripts/chaos.mjs", import.meta.url));

it("ten random kills under load: one right verdict each, told once and counted once, and nothing left behind", async () => {
  const child = spawn(process.execPath, [SCRIPT, "10", "--seed", "5"], { stdio: ["ignore", "pipe", "pipe"] });
  const said = Promise.all([text(child.stdout), text(child.stderr)]);
  const code = await new Promise((resolve) => child.once("close", resolve));
  const [output, complaints] = await said;
  expect({ code, complaints }).toEqual({ code: 0, complaints: "" });
  expect(output).toMatch(/10 accidents in \d+ s/);
});
