import type { PaymentState } from "./payment-state.js";

/** A payment as its provider knows it. */
export interface ProviderPayment {
  /** The provider's id: of a checkout session, for example. */
  id: string;
  state: PaymentState;
  /** Where the customer pays; null once there is nothing to pay. */
  redirectUrl: string | null;
}

export interface PaymentRequest {
  /** Creating again with the same key returns the same payment, also long after. */
  key: string;
  /** Minor units, from 1. */
  amountMinor: number;
  currency: string;
  /** Shown to the customer. */
  description: string;
  /** Where the provider sends the customer afterwards, whatever the outcome. */
  returnUrl: string;
  /** The payment ends then, if the provider can do that. */
  expiresAt: Date;
}

/** What a provider reports by itself, such as by a webhook. Events may come twice, late and in any order. */
export interface ProviderEvent {
  /** The provider's id of the event. */
  id: string;
  paymentId: string;
  state: PaymentState;
  /** For support; no personal data. */
  details?: Readonly<Record<string, string | number | null>>;
}

/**
 * Takes money. Every call may be repeated after a crash, in any process, and has its effect once. A call that fails with anything but a
 * clear answer of the provider throws; the caller retries.
 */
export interface PaymentProvider {
  /** Permanent: rows refer to it. */
  name: string;
  create(request: PaymentRequest): Promise<ProviderPayment>;
  read(id: string): Promise<ProviderPayment>;
  /** Makes sure that it can no longer be paid. A payment that was paid before stays SUCCEEDED. */
  cancel(id: string): Promise<ProviderPayment>;
  /** Gives back all that is left of the amount: `amountMinor`. SUCCEEDED while the provider still works on it. */
  refund(id: string, request: { key: string; amountMinor: number }): Promise<PaymentState>;
  /**
   * Gives a part back, less than what is left; the payment stays SUCCEEDED. Repeating it with the same key gives nothing more. PENDING while the
   * provider works on it, REFUSED if it never will. Absent: whole payments only.
   */
  refundPart?(id: string, request: { key: string; amountMinor: number }): Promise<PartOutcome>;
}

export type PartOutcome = "DONE" | "PENDING" | "REFUSED";
