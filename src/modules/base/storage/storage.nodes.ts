import { isAdmin } from "../../../access/policy.js";
import type { NodeLookups } from "../../../graphql/context.js";
import { nodesById } from "../../../graphql/node-lookup.js";
import { rows } from "../../../platform/database/database.js";
import { FILE_COLUMNS, type FileRow } from "./files.service.js";

export const storageNodes: NodeLookups = {
  File: nodesById("file:read", async ({ em, signedIn }, ids) => {
    const found = await rows<FileRow>(em, `select ${FILE_COLUMNS} from files f where f.id in (?)`, [ids]);
    return found.filter(({ ownerId }) => ownerId === signedIn.id || isAdmin(signedIn));
  }),
};
