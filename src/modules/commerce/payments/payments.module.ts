import type { Module } from "../../contracts/module.js";
import { DevelopmentPayment } from "./development/development-payment.entity.js";
import { Payment, PaymentEvent } from "./payment.entity.js";

export default { name: "payments", entities: [Payment, PaymentEvent, DevelopmentPayment] } satisfies Module;
