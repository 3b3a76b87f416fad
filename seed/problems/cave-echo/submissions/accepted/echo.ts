type Chamber = TreeNode<number>;

function deepestEcho(cave: Chamber | null): number[] {
  const best = new Map<Chamber, Chamber | null>();
  const measure = (chamber: Chamber | null): [length: number, sum: number] => {
    if (!chamber) return [0, 0];
    const left = measure(chamber.left);
    const right = measure(chamber.right);
    const isRight = right[0] > left[0] || (right[0] === left[0] && right[1] > left[1]);
    best.set(chamber, isRight ? chamber.right : chamber.left);
    const [length, sum] = isRight ? right : left;
    return [length + 1, sum + chamber.value];
  };
  measure(cave);
  const way: number[] = [];
  for (let chamber = cave; chamber; chamber = best.get(chamber) ?? null) way.push(chamber.value);
  return way;
}
