import type { Transaction } from "../../../../platform/database/database.js";
import type { EntitlementsService } from "../../../base/entitlements/entitlements.service.js";
import type { EnrollmentsService } from "../../../learning/progress/enrollments/enrollments.service.js";
import type { OrderTerms } from "../terms.js";

/** A line of an order that is paid. */
export interface PaidLine {
  /** What it gives refers to this id, so that fulfilling twice gives it once. */
  id: string;
  userId: string;
  /** Gets the entitlements that organizations can have. */
  organizationId: string | null;
  quantity: number;
  terms: OrderTerms;
}

export interface FulfilmentServices {
  entitlements: EntitlementsService;
  enrollments: EnrollmentsService;
}

/** A kind of product. A new one is a file here, a line in registry.ts and a name in PRODUCT_KINDS, which needs a migration. */
export interface ProductKind {
  description: string;
  /** What the product must refer to. */
  subject: "TRACK" | "CLASS" | null;
  /** Whether its orders give entitlements. */
  grants: boolean;
  /** Whether an order has at most one piece. */
  single: boolean;
  /**
   * Gives what was paid, in the transaction that also changes the order's status: so it has its effect once. An AppError says that it will
   * never be possible, or would give nothing: the order is refunded. Any other error is retried.
   */
  fulfil(tx: Transaction, line: PaidLine, services: FulfilmentServices): Promise<void>;
  /** The compensation: takes it back. Idempotent, and harmless if it was never given. */
  revoke(tx: Transaction, line: PaidLine, services: FulfilmentServices): Promise<void>;
}
