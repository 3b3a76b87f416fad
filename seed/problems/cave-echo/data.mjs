import { Prng } from "../../prng.mjs";

/** Node: [value, left, right]. */
function levelOrder(root) {
  const written = [];
  const waiting = [root];
  for (const node of waiting) {
    written.push(node ? node[0] : null);
    if (node) waiting.push(node[1], node[2]);
  }
  while (written.at(-1) === null) written.pop();
  return written;
}

function best(node) {
  if (!node) return { length: 0, sum: 0, way: null };
  const left = best(node[1]);
  const right = best(node[2]);
  const isRight = right.length > left.length || (right.length === left.length && right.sum > left.sum);
  const below = isRight ? right : left;
  return { length: below.length + 1, sum: below.sum + node[0], way: { value: node[0], next: below.way } };
}

function make(name, root, explanation) {
  const way = [];
  for (let one = best(root).way; one; one = one.next) way.push(one.value);
  return {
    name,
    sample: explanation !== undefined,
    input: `${JSON.stringify(levelOrder(root))}\n`,
    output: `${JSON.stringify(way)}\n`,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

const leaf = (value) => [value, null, null];

/** Grows at random chambers of the newest `width` ones that have room for another. */
function grown(random, count, { depth, most, width = Infinity }) {
  const root = leaf(random.int(0, most));
  const open = [{ node: root, level: 1 }];
  for (let made = 1; made < count && open.length > 0; ) {
    const at = random.int(Math.max(0, open.length - width), open.length - 1);
    const { node, level } = open[at];
    if (level === depth || (node[1] && node[2])) {
      open.splice(at, 1);
      continue;
    }
    const side = node[1] ? 2 : node[2] ? 1 : random.int(1, 2);
    node[side] = leaf(random.int(0, most));
    open.push({ node: node[side], level: level + 1 });
    made++;
  }
  return root;
}

export function* tests() {
  yield make(
    "sample-1",
    [4, leaf(9), [2, leaf(1), null]],
    "The way 4, 9 has two chambers, and 4, 2, 1 has three: its small sum does not matter.",
  );
  yield make("sample-2", [1, [2, leaf(3), null], [2, null, leaf(4)]], "Both ways have three chambers. The right one has the larger sum.");
  yield make("no-cave", null);
  yield make("entrance", leaf(7));
  yield make("tie-goes-left", [1, [5, null, leaf(2)], [2, leaf(5), null]]);
  yield make("zeros", [0, [0, leaf(0), leaf(0)], [0, leaf(0), leaf(0)]]);
  const random = new Prng(777);
  for (let i = 1; i <= 5; i++) yield make(`small-${i}`, grown(random, random.int(6, 14), { depth: 5, most: 3 }));
  let passage = null;
  for (let i = 0; i < 500; i++) passage = i % 3 ? [i, passage, null] : [i, null, passage];
  yield make("one-long-passage", passage);
  yield make("large", grown(random, 50_000, { depth: 500, most: 1_000_000, width: 40 }));
  yield make("large-flat", grown(random, 50_000, { depth: 18, most: 2 }));
}
