/** Descriptions of fields that several mutations of a problem have. */
export const NOTE = "Reason for the change, for the history. At most 500 characters.";

export const EXPECTED_REVISION =
  "`latestRevision.number` as you last read it. If another edit was made since, the mutation fails with CONFLICT and changes nothing; refetch and merge.";

export const AS_DRAFT =
  "For a problem that has been published: whether learners keep reading the current revision until `publishProblem`. Default false: they read the new one immediately.";
