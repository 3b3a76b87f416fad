/** Name and slug of an organization, which admins also give when they approve a business partner. */
export const NAME_MAX = 120;
export const SLUG = /^[a-z0-9](?:[a-z0-9-]{1,58})[a-z0-9]$/;
export const SLUG_MAX = 60;
export const SLUG_FIELD = "Unique name in URLs: 3 to 60 lower-case letters, digits and hyphens, no hyphen at its ends.";
export const SLUG_RULE = { message: "must consist of lower-case letters, digits and hyphens, with no hyphen at its ends" };
