/** The one definition of memberships `m` that count: a suspended or archived organization gives its members nothing. */
export const COUNTED_MEMBERSHIPS = `from organization_members m join organizations o on o.id = m.organization_id where o.state = 'ACTIVE'`;

/** JSON list of the memberships of account `u` that count, for the statement that reads a viewer. */
export const MEMBERSHIPS_OF_VIEWER = `(select coalesce(jsonb_agg(jsonb_build_object('organizationId', m.organization_id, 'role', m.role) order by m.id), '[]')
  ${COUNTED_MEMBERSHIPS} and m.user_id = u.id)`;
