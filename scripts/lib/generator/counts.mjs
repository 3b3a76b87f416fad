// What handlers of judgement.finished keep: counts, progress and best solutions. The same rules as practice/problems/counts/count-verdict.ts
// and practice/submissions/results/keep-best.ts; test/e2e/generate.test.ts compares the tables with what those handlers write.
const NOT_COUNTED = new Set(["SYSTEM_ERROR", "CANCELLED"]);

export function createCounts(writer) {
  const stats = new Map();
  const progress = new Map();
  const best = new Map();

  function keepBest(key, row) {
    const known = best.get(key);
    if (known && (known.cpuMs < row.cpuMs || (known.cpuMs === row.cpuMs && known.peakMemoryKb <= row.peakMemoryKb))) return;
    best.set(key, row);
  }

  return {
    add({ user, problem, verdict }, { submissionId, judgementId, language, toolchain, cpuMs, peakMemoryKb }) {
      if (NOT_COUNTED.has(verdict)) return;
      const accepted = verdict === "ACCEPTED";
      writer.add("problem_attempts", submissionId, judgementId, user.id, problem.id, accepted);
      const counted = stats.get(problem.id) ?? { submissions: 0, accepted: 0 };
      stats.set(problem.id, { submissions: counted.submissions + 1, accepted: counted.accepted + Number(accepted) });
      const pair = `${user.id} ${problem.id}`;
      const before = progress.get(pair);
      progress.set(pair, { solved: accepted || before?.solved === true, failed: !accepted || before?.failed === true });
      if (accepted) keepBest(`${pair} ${language} ${toolchain}`, { user, problem, language, toolchain, submissionId, cpuMs, peakMemoryKb });
    },
    /** An earlier attempt of the account at the problem was rejected. */
    hasFailed: ({ id }, problem) => progress.get(`${id} ${problem.id}`)?.failed === true,
    async write(states) {
      for (const [problemId, { submissions, accepted }] of stats) states.add("problem_stats", problemId, submissions, accepted);
      for (const [pair, { solved }] of progress) {
        states.add("problem_viewer_status", ...pair.split(" "), solved);
        await states.flushIfFull();
      }
      for (const row of best.values()) {
        states.add(
          "best_solutions",
          row.user.id,
          row.problem.id,
          row.language,
          row.toolchain,
          row.submissionId,
          row.cpuMs,
          row.peakMemoryKb,
        );
        await states.flushIfFull();
      }
    },
  };
}
