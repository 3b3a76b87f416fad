import * as z from "zod";
import { contract } from "../kernel/contract.js";
import { id } from "../kernel/schemas.js";

/** An event of Stripe was stored and is to be handled. */
export const stripeEventReceived = contract("stripe.event-received", z.object({ stripeEventId: id }));
