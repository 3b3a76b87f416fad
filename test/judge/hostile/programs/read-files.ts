import { existsSync, readdirSync } from "node:fs";

// The sandbox has folders of its own under two of these names.
const own: Record<string, string[]> = { "/home": ["sandbox"], "/work": [] };
for (const folder of ["/root", "/home", "/var", "/run", "/sys", "/srv", "/work", "/usr/local", "/lib/modules"]) {
  if (!existsSync(folder)) continue;
  const found = readdirSync(folder);
  if (!own[folder] || found.some((name) => !own[folder]!.includes(name))) console.log("PWNED", folder, found.length);
}
