export const ENROLLMENT_STATUSES = ["ACTIVE", "COMPLETED"] as const;
export type EnrollmentStatus = (typeof ENROLLMENT_STATUSES)[number];
