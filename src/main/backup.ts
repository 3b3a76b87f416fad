import { backUp } from "../app/programs/backup.js";
import { folderAndFlag, openDataStores } from "../app/programs/data-stores.js";
import { runCommand } from "../app/programs/run.js";

await runCommand(async (env) => {
  const [folder, isGiven] = folderAndFlag(process.argv.slice(2), "backup", "--allow-missing");
  const stores = await openDataStores(env, console.log);
  await backUp(stores, folder, isGiven);
  await stores.close();
});
