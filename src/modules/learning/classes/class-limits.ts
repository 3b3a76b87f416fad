/** Limits of classes, shared by inputs and columns. */
export const CLASS_TITLE_MAX = 120;
export const CLASS_DESCRIPTION_MAX = 5000;
export const TERM_MAX = 60;
export const ZONE_MAX = 64;
export const CAPACITY = { min: 1, max: 2000 };
export const DEFAULT_CAPACITY = 200;
/** Before a class is archived at the end of its term, its instructors are told. */
export const NOTICE_DAYS = 7;
export const SECTIONS_MAX = 50;
export const SECTION_NAME_MAX = 60;
/** Instructors and assistants of one class. */
export const STAFF_MAX = 50;
/** Characters of a roster, and learners in it. A class also has at most as many invitations as a roster has lines. */
export const ROSTER_CHARS_MAX = 200_000;
export const ROSTER_ROWS_MAX = 2000;
/** Imports of an account, dry runs included: each tells which addresses have accounts. */
export const ROSTERS_PER_HOUR = 30;
/** New invitations by an account. */
export const INVITATIONS_PER_DAY = 2 * ROSTER_ROWS_MAX;
/** To one address, by all instructors together: one mail is enough to register and join all classes. */
export const INVITATION_MAILS_PER_DAY = 3;
