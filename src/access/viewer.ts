export const ROLES = ["LEARNER", "INSTRUCTOR", "BUSINESS_PARTNER", "ADMIN", "SYSTEM_ADMIN"] as const;

export type Role = (typeof ROLES)[number];

/** Who is asking. Null stands for someone who is not signed in. */
export interface SignedIn {
  id: string;
  role: Role;
}

export type Viewer = SignedIn | null;
