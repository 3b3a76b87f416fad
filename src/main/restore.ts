import { restore } from "../app/restore.js";
import { folderAndFlag, openDataStores } from "../app/data-stores.js";
import { runOnce } from "../app/run.js";

await runOnce(async (env) => {
  const [folder, isGiven] = folderAndFlag(process.argv.slice(2), "restore", "--replace");
  const stores = await openDataStores(env, console.log);
  await restore(stores, folder, isGiven);
  await stores.close();
});
