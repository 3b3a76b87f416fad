// The checker compares every member with every other.
type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type Word = `${Digit}${Digit}${Digit}${Digit}`;
type Each<W extends string> = W extends Word ? { [K in Word]: K extends W ? K : W } : never;
const table: Each<Word> = {} as { [K in Word]: K };
console.log(table);
