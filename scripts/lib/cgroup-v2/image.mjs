// Builds the disk of a virtual machine with only control groups of version 2: Debian 12 with systemd, the packages that npm start
// installs, Node.js, and the current checkout. Built by root, kept outside of the checkout, and rebuilt if its inputs changed.
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Stop } from "../console.mjs";
import { neededPackages } from "../debian-packages.mjs";
import { inRoot, root } from "../paths.mjs";
import { lastLines, run } from "../run.mjs";
import { readStamp, writeWhole } from "../stamps.mjs";

const SUITE = "bookworm";
const SYSTEM = ["ca-certificates", "git", "sudo", "procps", "util-linux", "systemd-sysv", "udev", "dbus", "libpam-systemd"];
const KERNEL = "linux-image-cloud-amd64";
/** Modules that the virtual machine needs before the root filesystem is mounted; more would only be slow to unpack. */
const BOOT_MODULES = ["virtio_pci", "virtio_blk", "ext4"];
const DISK_BYTES = "12G";
export const GUEST_ROOT = "/srv/codequest";
export const GUEST_USER = "learner";
/** Units that only delay the boot of a machine without a network. */
const UNWANTED = [
  "apt-daily.timer",
  "apt-daily-upgrade.timer",
  "e2scrub_all.timer",
  "e2scrub_reap.service",
  "fstrim.timer",
  "dpkg-db-backup.timer",
];

const SERVICE = `[Unit]
Description=Proves CodeQuest's sandbox on this machine
After=multi-user.target

[Service]
Environment=PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 HOME=/root
WorkingDirectory=${GUEST_ROOT}
ExecStart=${GUEST_ROOT}/node_modules/.bin/node ${GUEST_ROOT}/scripts/lib/cgroup-v2/guest.mjs
StandardOutput=tty
StandardError=tty
TTYPath=/dev/ttyS0
TimeoutStopSec=30

[Install]
WantedBy=multi-user.target
`;

async function must(command, args, options) {
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new Stop(`${command} ${args[0] ?? ""} failed. It said:\n${lastLines(output)}`);
  return output;
}

const inChroot = (folder, ...words) =>
  must("chroot", [folder, "env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C", ...words], { cwd: "/" });

/** The mirror that this machine is configured for, with its settings. */
async function mirror() {
  const output = await must("apt-get", ["indextargets", "--format", "$(SITE)", "Created-By: Packages"]);
  return output.trim().split("\n")[0] || "http://deb.debian.org/debian";
}

async function withProc(folder, work) {
  await must("mount", ["-t", "proc", "proc", join(folder, "proc")]);
  try {
    return await work();
  } finally {
    await must("umount", [join(folder, "proc")]);
  }
}

/** Debian with all packages, and this machine's Node.js, for npm. */
async function makeBase(base, say) {
  const packages = [KERNEL, "initramfs-tools", ...neededPackages()];
  const stamp = join(base, ".made-of");
  const wanted = [SUITE, ...SYSTEM, ...packages, ...BOOT_MODULES].join(" ");
  if (readStamp(stamp) === wanted) return;
  say("debootstrap and Debian packages, some minutes the first time");
  rmSync(base, { recursive: true, force: true });
  mkdirSync(dirname(base), { recursive: true });
  await must("debootstrap", ["--variant=minbase", `--include=${SYSTEM.join(",")}`, SUITE, base, await mirror()]);
  rmSync(join(base, "etc/apt"), { recursive: true });
  await must("cp", ["-a", "/etc/apt", join(base, "etc/apt")]);
  for (const file of ["/etc/resolv.conf", "/etc/hosts"]) if (existsSync(file)) cpSync(realpathSync(file), join(base, file));
  await must("cp", ["-aL", "--remove-destination", "/etc/ssl/certs/.", join(base, "etc/ssl/certs/")]);
  // Keeps packages from starting their services in the chroot.
  writeFileSync(join(base, "usr/sbin/policy-rc.d"), "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  await withProc(base, async () => {
    await inChroot(base, "apt-get", "update", "-q");
    await inChroot(base, "apt-get", "install", "-y", "-q", "--no-install-recommends", ...packages);
    writeFileSync(join(base, "etc/initramfs-tools/conf.d/small"), "MODULES=list\n");
    writeFileSync(join(base, "etc/initramfs-tools/modules"), `${BOOT_MODULES.join("\n")}\n`);
    await inChroot(base, "update-initramfs", "-u");
  });
  writeWhole(stamp, wanted);
}

/** Adds a user with sudo, our service and npm, and masks everything that only delays the boot. */
async function configure(folder) {
  await inChroot(folder, "systemctl", "mask", ...UNWANTED);
  await run("chroot", [folder, "systemctl", "disable", "redis-server"]);
  if ((await run("chroot", [folder, "id", GUEST_USER])).code !== 0) await inChroot(folder, "useradd", "-m", "-s", "/bin/bash", GUEST_USER);
  writeFileSync(join(folder, "etc/sudoers.d", GUEST_USER), `${GUEST_USER} ALL=(ALL) NOPASSWD:ALL\n`, { mode: 0o440 });
  writeFileSync(join(folder, "etc/hostname"), "codequest\n");
  writeFileSync(join(folder, "etc/fstab"), "/dev/vda / ext4 rw,noatime 0 0\n");
  writeFileSync(join(folder, "etc/systemd/system/codequest-proof.service"), SERVICE);
  // For every service: a slow start is not a failure.
  mkdirSync(join(folder, "etc/systemd/system/service.d"), { recursive: true });
  writeFileSync(join(folder, "etc/systemd/system/service.d/patience.conf"), "[Service]\nTimeoutStartSec=infinity\nWatchdogSec=0\n");
  await inChroot(folder, "systemctl", "enable", "codequest-proof.service");
  copyNode(folder);
}

/** `npm start` needs npm before the machine has the project's own Node.js. */
function copyNode(base) {
  const modules = execFileSync("npm", ["root", "-g"], { encoding: "utf8" }).trim();
  mkdirSync(join(base, "usr/local/lib/node_modules"), { recursive: true });
  cpSync(realpathSync(process.env.npm_node_execpath ?? process.execPath), join(base, "usr/local/bin/node"));
  const npm = join(base, "usr/local/lib/node_modules/npm");
  rmSync(npm, { recursive: true, force: true });
  cpSync(join(modules, "npm"), npm, { recursive: true, verbatimSymlinks: true });
  for (const name of ["npm", "npx"]) {
    rmSync(join(base, "usr/local/bin", name), { force: true });
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(base, "usr/local/bin", name));
  }
}

/** Copies the working tree without ignored files, plus the build output. */
async function copyCheckout(target) {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const files = (await must("git", ["ls-files", "-co", "--exclude-standard"]))
    .trim()
    .split("\n")
    .filter((name) => existsSync(inRoot(name)));
  for (const name of files) cpSync(inRoot(name), join(target, name), { preserveTimestamps: true });
  cpSync(inRoot("dist"), join(target, "dist"), { recursive: true, preserveTimestamps: true });
}

const kernelOf = (base, name) => join(base, "boot", readdirSync(join(base, "boot")).find((file) => file.startsWith(name)) ?? name);

/** Resolves to the paths of disk, kernel and initial file system. Requires a built dist/. */
export async function makeImage({ cache, say }) {
  if (process.getuid() !== 0) throw new Stop("The image of a machine is made by root: run this command as root.");
  for (const [command, debianPackage] of [
    ["debootstrap", "debootstrap"],
    ["qemu-system-x86_64", "qemu-system-x86"],
    ["mkfs.ext4", "e2fsprogs"],
  ])
    if ((await run("sh", ["-c", `command -v ${command}`])).code !== 0)
      throw new Stop(`${command} is missing: apt-get install ${debianPackage}`);
  const base = join(cache, "base");
  const [upper, work, merged] = ["project", "work", "root"].map((name) => join(cache, name));
  const disk = join(cache, "disk.img");
  await makeBase(base, say);
  for (const folder of [upper, work, merged]) mkdirSync(folder, { recursive: true });
  chmodSync(upper, 0o755);
  await run("umount", ["-R", merged]);
  await must("mount", ["-t", "overlay", "overlay", "-o", `lowerdir=${base},upperdir=${upper},workdir=${work}`, merged]);
  try {
    await configure(merged);
    const project = join(merged, GUEST_ROOT);
    await copyCheckout(project);
    await inChroot(merged, "chown", "-R", `${GUEST_USER}:${GUEST_USER}`, GUEST_ROOT);
    mkdirSync(join(project, "node_modules"));
    // Mounted after the change of owner, which must not affect this machine's copy.
    await must("mount", ["--bind", join(root, "node_modules"), join(project, "node_modules")]);
    say("sandbox parts, made in the image");
    const home = await inChroot(
      merged,
      ...[
        `${GUEST_ROOT}/node_modules/.bin/node`,
        "-e",
        `import("${GUEST_ROOT}/scripts/lib/paths.mjs").then((p) => console.log(p.judgeHome()))`,
      ],
    );
    const setUp = [`${GUEST_ROOT}/scripts/judge-setup.mjs`, "--home", home.trim(), "--node", `${GUEST_ROOT}/node_modules/.bin/node`];
    await withProc(merged, () => inChroot(merged, `${GUEST_ROOT}/node_modules/.bin/node`, ...setUp));
    say("writing the disk");
    rmSync(disk, { force: true });
    await must("mkfs.ext4", ["-q", "-F", "-m", "0", "-O", "^has_journal", "-d", merged, disk, DISK_BYTES]);
  } finally {
    await must("umount", ["-R", merged]);
  }
  return { disk, kernel: kernelOf(base, "vmlinuz"), initrd: kernelOf(base, "initrd") };
}
