/**
 * Condition: the account is a member of the organization, which is active. Takes SQL expressions. For statements about several accounts;
 * what a viewer may see is decided by the viewer's `memberships`.
 */
export const isPresentMember = (organizationId: string, userId: string): string => `exists (
  select from organization_members om join organizations og on og.id = om.organization_id and og.state = 'ACTIVE'
  where om.organization_id = ${organizationId} and om.user_id = ${userId})`;
