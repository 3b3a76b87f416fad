/**
 * What takes long and rarely fails is proven by `npm run test:long`, which sets PROOFS=all and runs every suite that imports this
 * file. `npm test` proves a part of it: of each kind the cases that differ most.
 */
export const PROVES_ALL = process.env.PROOFS === "all";

/** All cases, or those that `npm test` proves. */
export function proven<T>(all: readonly T[], shortly: readonly NoInfer<T>[]): readonly T[] {
  const unknown = shortly.filter((one) => !all.includes(one));
  if (unknown.length > 0) throw new Error(`no such case: ${unknown.join(", ")}`);
  return PROVES_ALL ? all : shortly;
}

/** One in `step` of the cases, beginning with the first; all of them with PROOFS=all. */
export const oneIn = <T>(step: number, all: readonly T[]): readonly T[] => all.filter((_, index) => PROVES_ALL || index % step === 0);

/** A case that only PROOFS=all declares. */
export function itLong(name: string, prove: () => Promise<void>): void {
  if (PROVES_ALL) it(name, prove);
}
