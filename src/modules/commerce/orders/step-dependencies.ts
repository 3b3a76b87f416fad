import type { Database } from "../../../platform/database/database.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import type { FulfilmentServices } from "../catalogue/kinds/product-kind.js";
import type { PaymentsService } from "../payments/payments.service.js";
import type { OrderChanges } from "./order-changes.js";

export interface StepDependencies {
  db: Database;
  log: Logger;
  payments: PaymentsService;
  changes: OrderChanges;
  services: FulfilmentServices;
  env: { WEB_URL: string };
}
