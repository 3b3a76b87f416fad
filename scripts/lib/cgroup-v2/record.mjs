// Formats a machine's reports, as lines while it runs and as a table at the end.
const TITLES = {
  places: "self-test, in every place a launcher is started in",
  sandbox: "tests of launcher and sandbox",
  hostile: "hostile programs, each as installed and with its defence off",
  demo: "npm start by a user with sudo, then npm run demo",
  soak: "npm run soak",
  chaos: "npm run chaos",
  command: "command",
};

const minutes = (seconds) => (seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`);

export function createRecord(stages) {
  const of = Object.fromEntries(stages.map((stage) => [stage, { passed: 0, failed: 0 }]));
  const [places, failures] = [[], []];
  let current;
  let machine;
  let finished = false;

  function count(passed, name, why) {
    of[current][passed ? "passed" : "failed"] += 1;
    if (!passed) failures.push(`${current}: ${name}\n${why ?? ""}\n`);
    return [`${passed ? "✓" : "✗"} ${current}: ${name}`];
  }

  /** Returns lines to print. */
  function add(fact) {
    if (fact.machine) {
      machine = fact.machine;
      return [`… ${machine.system}, Linux ${machine.kernel}, ${machine.tree}, ${machine.slowness} times slower than usual`];
    }
    if (fact.begins) return [`… ${(current = fact.begins)}`];
    if (fact.place) {
      places.push(fact.place);
      return count(fact.place.passed, `${fact.place.name}: ${fact.place.level}, ${fact.place.note}`);
    }
    if (fact.test)
      return fact.status === "pending" ? [] : count(fact.status === "passed", `${fact.test} (${fact.seconds} s)`, fact.failure);
    if (fact.finished) finished = true;
    if (!fact.stage) return [];
    const stage = of[fact.stage];
    Object.assign(stage, { code: fact.code, seconds: fact.seconds, note: fact.note });
    if (fact.passed !== undefined) stage.passed = fact.passed;
    else if (stage.passed + stage.failed === 0) stage[fact.code === 0 ? "passed" : "failed"] = 1;
    if (fact.code !== 0) failures.push(`${fact.stage} ended with ${fact.code}: ${fact.note ?? ""}`);
    return [`${fact.code === 0 ? "✓" : "✗"} ${fact.stage} (${minutes(fact.seconds)}) ${fact.note ?? ""}`];
  }

  function table() {
    const row = (...cells) => `| ${cells.join(" | ")} |`;
    const lines = machine
      ? [
          `${machine.system}, Linux ${machine.kernel}, ${machine.systemd}, ${machine.bubblewrap}; ${machine.tree} with ${machine.controllers};`,
          `${machine.slowness} times slower than a usual machine.`,
          "",
        ]
      : ["The machine did not boot.", ""];
    lines.push(row("what", "passed", "failed", "took", ""), row("---", "---:", "---:", "---:", "---"));
    for (const [name, { passed, failed, code, seconds, note }] of Object.entries(of))
      lines.push(
        row(
          TITLES[name],
          passed,
          failed,
          seconds === undefined ? "not finished" : minutes(seconds),
          `${code === 0 ? "" : "✗ "}${note ?? ""}`,
        ),
      );
    if (places.length > 0) {
      lines.push(
        "",
        row("the launcher in a", "level", "its own group, and the controllers of groups in it; or what is said"),
        row("---", "---", "---"),
      );
      for (const { name, level, note, passed } of places) lines.push(row(name, `${passed ? "" : "✗ "}${level ?? ""}`, note));
    }
    return lines.join("\n");
  }

  return {
    add,
    table,
    failures: () => failures,
    holds: () => finished && Object.values(of).every(({ failed, code }) => failed === 0 && code === 0),
  };
}
