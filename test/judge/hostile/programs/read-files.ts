import { existsSync, readdirSync } from "node:fs";

for (const folder of ["/root", "/home", "/var", "/run", "/sys", "/srv", "/work", "/usr/local", "/lib/modules"])
  if (existsSync(folder)) console.log("PWNED", folder, readdirSync(folder).length);
