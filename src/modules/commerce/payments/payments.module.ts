import type { Module } from "../../contracts/module.js";
import { DevelopmentPayment } from "./development/development-payment.entity.js";
import { createDevelopmentPayments, DEVELOPMENT, type DevelopmentPayments } from "./development/development-provider.js";
import { Payment, PaymentEvent } from "./payment.entity.js";
import { paymentsRetention } from "./payments.retention.js";
import { createPaymentsService, type PaymentsService } from "./payments.service.js";

declare module "../../contracts/module.js" {
  interface Services {
    payments: PaymentsService;
    /** For the page of the development provider; null where another one, or none, is configured. */
    developmentPayments: DevelopmentPayments | null;
  }
}

/** No personal data: a payment refers to its order, and the provider knows who paid. */
export default {
  name: "payments",
  exports: ["payment-state", "payments.service"],
  entities: [Payment, PaymentEvent, DevelopmentPayment],
  retention: paymentsRetention,

  wire({ db, secrets, env }) {
    const development = createDevelopmentPayments({ db, secrets, env, send: (event) => payments.receive(DEVELOPMENT, event) });
    const isDevelopment = env.PAYMENT_PROVIDER === "auto" ? env.NODE_ENV !== "production" : env.PAYMENT_PROVIDER === DEVELOPMENT;
    const payments: PaymentsService = createPaymentsService({ db, provider: isDevelopment ? development.provider : null });
    return { services: { payments, developmentPayments: isDevelopment ? development : null } };
  },
} satisfies Module;
