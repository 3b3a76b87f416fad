/** Points or percent from hundredths of them. */
export const inUnits = (hundredths: number | null): number | null => (hundredths === null ? null : hundredths / 100);
