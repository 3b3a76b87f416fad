// One run of a virtual machine: its disk is a temporary layer over the image, and it communicates over serial lines.
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createWriteStream, rmSync } from "node:fs";
import { Stop } from "../console.mjs";
import { run, spawnTied } from "../run.mjs";
import { hasEnded, sleep } from "../wait.mjs";

/**
 * Boots and resolves to qemu's exit code when the machine has powered off. `onReport` gets each line of JSON that the guest writes to
 * its second serial line; the console goes to a file. No time limit: slowness is not a failure.
 */
export async function bootMachine({ image, folder, plan, cores, memoryMb, onReport }) {
  const layer = join(folder, "layer.qcow2");
  const socket = join(folder, "reports.sock");
  for (const file of [layer, socket]) rmSync(file, { force: true });
  const made = await run("qemu-img", ["create", "-q", "-f", "qcow2", "-b", image.disk, "-F", "raw", layer]);
  if (made.code !== 0) throw new Stop(`qemu-img failed. It said: ${made.output}`);
  const reports = createServer((connection) => {
    const text = createWriteStream(join(folder, "reports.log"), { flags: "a" });
    createInterface({ input: connection }).on("line", (line) => {
      text.write(`${line}\n`);
      const report = parse(line);
      if (report) onReport(report);
    });
  });
  await new Promise((resolve) => reports.listen(socket, resolve));
  // Hostile programs try memory of memfd_secret, which is switched off by default until Linux 6.5.
  const words = Buffer.from(JSON.stringify(plan)).toString("base64url");
  const child = spawnTied(
    "nice",
    [
      ...["-n", "5", "qemu-system-x86_64", "-accel", "tcg,thread=multi,tb-size=1024", "-cpu", "max"],
      ...["-smp", String(cores), "-m", String(memoryMb), "-nic", "none", "-display", "none", "-no-reboot"],
      ...["-kernel", image.kernel, "-initrd", image.initrd],
      ...[
        "-append",
        `root=/dev/vda rw console=ttyS0 quiet mitigations=off secretmem.enable=1 no_timer_check tsc=reliable nohz=off highres=off systemd.default_device_timeout_sec=infinity systemd.mask=serial-getty@ttyS0.service codequest.plan=${words}`,
      ],
      ...["-drive", `file=${layer},format=qcow2,if=virtio,cache=unsafe`, "-device", "virtio-rng-pci"],
      ...["-serial", `file:${join(folder, "console.log")}`, "-serial", `unix:${socket}`],
    ],
    { cwd: folder, log: join(folder, "qemu.log") },
  );
  while (!hasEnded(child)) await sleep(500);
  reports.close();
  return child.exitCode ?? 1;
}

function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
