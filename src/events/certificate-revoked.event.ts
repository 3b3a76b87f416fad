import * as z from "zod";
import { contract } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** Staff revoked a certificate. Once for each certificate. */
export const certificateRevoked = contract("certificate.revoked", z.object({ certificateId: id, userId: id }));
