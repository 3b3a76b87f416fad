import type { Difficulty, JudgementStatus, OrderStatus, ProblemViewerStatus, Verdict } from "../api/generated.js";

export const VERDICTS: Record<Verdict, string> = {
  ACCEPTED: "Accepted",
  WRONG_ANSWER: "Wrong answer",
  TIME_LIMIT_EXCEEDED: "Time limit exceeded",
  MEMORY_LIMIT_EXCEEDED: "Memory limit exceeded",
  OUTPUT_LIMIT_EXCEEDED: "Output limit exceeded",
  RUNTIME_ERROR: "Runtime error",
  COMPILATION_ERROR: "Compilation error",
  REJECTED: "Rejected",
  CANCELLED: "Cancelled",
  SYSTEM_ERROR: "System error",
};

export const STATUSES: Record<JudgementStatus, string> = {
  QUEUED: "Waiting for the judge",
  COMPILING: "Compiling",
  RUNNING: "Running the tests",
  FINISHED: "Finished",
};

export const DIFFICULTIES: Record<Difficulty, string> = { EASY: "Easy", MEDIUM: "Medium", HARD: "Hard" };
export const VIEWER_STATUSES: Record<ProblemViewerStatus, string> = { SOLVED: "Solved", ATTEMPTED: "Attempted", NOT_TRIED: "Not tried" };

export const ORDERS: Record<OrderStatus, string> = {
  RESERVED: "Reserved",
  AWAITING_PAYMENT: "Waiting for your payment",
  PAID: "Paid",
  FULFILLED: "Adding it to your account",
  COMPLETED: "Complete",
  CLOSING: "Closing",
  DECLINED: "Payment declined",
  CANCELLED: "Cancelled",
  EXPIRED: "Expired",
  REFUNDING: "Refunding",
  REFUNDED: "Refunded",
};
