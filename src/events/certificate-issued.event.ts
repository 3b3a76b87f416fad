import * as z from "zod";
import { contract, type PayloadOf } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** An account has a new certificate. Once for each certificate. */
export const certificateIssued = contract("certificate.issued", z.object({ certificateId: id, userId: id }));

export type CertificateIssued = PayloadOf<typeof certificateIssued>;
