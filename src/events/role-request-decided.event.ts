import { reader } from "./parse.js";

/** A role request was decided, finally. Written in the transaction of the decision, together with the new role. */
export interface RoleRequestDecided {
  requestId: string;
  userId: string;
  /** The requested role. */
  role: string;
  approved: boolean;
}

export const roleRequestDecided = {
  name: "role-request.decided",
  parse(payload: unknown): RoleRequestDecided {
    const read = reader(payload, "role-request.decided");
    return { requestId: read.id("requestId"), userId: read.id("userId"), role: read.text("role"), approved: read.boolean("approved") };
  },
};
