/**
 * The hot rank of reddit: reddit-archive/reddit, r2/r2/lib/db/_sorts.pyx at 753b17407. It does not change with time, so that the database
 * stores and indexes it, and a page of a list stays where it is: a score ten times as high is worth 45,000 seconds (12.5 hours). Negative
 * scores sink as positive ones rise, and dates in the future count as they are. In the database it is the function forum_hot of a migration.
 */
export function hotRank(score: number, at: Date): number {
  const order = Math.log10(Math.max(Math.abs(score), 1));
  const seconds = at.getTime() / 1000 - 1_134_028_003;
  return Math.round((Math.sign(score) * order + seconds / 45_000) * 1e7) / 1e7;
}
