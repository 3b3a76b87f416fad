import { restore } from "../app/programs/restore.js";
import { folderAndFlag, openDataStores } from "../app/programs/data-stores.js";
import { runCommand } from "../app/programs/run.js";

await runCommand(async (env) => {
  const [folder, isGiven] = folderAndFlag(process.argv.slice(2), "restore", "--replace");
  const stores = await openDataStores(env, console.log);
  await restore(stores, folder, isGiven);
  await stores.close();
});
