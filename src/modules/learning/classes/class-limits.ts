/** Limits of classes, shared by inputs and columns. */
export const CLASS_TITLE_MAX = 120;
export const CLASS_DESCRIPTION_MAX = 5000;
export const TERM_MAX = 60;
export const ZONE_MAX = 64;
export const CAPACITY = { min: 1, max: 2000 };
export const DEFAULT_CAPACITY = 200;
export const SECTIONS_MAX = 50;
export const SECTION_NAME_MAX = 60;
/** Instructors and assistants of one class. */
export const STAFF_MAX = 50;
/** Characters of a roster, and learners in it. */
export const ROSTER_CHARS_MAX = 200_000;
export const ROSTER_ROWS_MAX = 2000;
export const EMAIL_MAX = 254;
