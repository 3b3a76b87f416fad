import * as z from "zod";
import { contract } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** A link is due to be mailed. Its row holds purpose and recipient. */
export const linkRequested = contract("account.link-requested", z.object({ linkId: id }));
