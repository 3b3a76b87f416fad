/** Files next to the main file of a submission. */
export const SOURCE_FILES_MAX = 10;
