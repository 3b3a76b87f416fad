import { describe, expect, it } from "@jest/globals";
import { numberAt } from "./numbers.js";

const read = (token: string) => {
  const bytes = Buffer.from(`9${token}9`);
  return numberAt(bytes, 1, bytes.length - 1);
};

describe("numberAt", () => {
  it.each([
    ["0", 0],
    ["-0", -0],
    ["42", 42],
    ["+1", 1],
    ["-7.25", -7.25],
    ["1.", 1],
    [".5", 0.5],
    ["-.5", -0.5],
    ["007", 7],
    ["1e-9", 1e-9],
    ["1E+3", 1000],
    ["1.5e3", 1500],
    ["1e22", 1e22],
    ["1e23", 1e23],
    ["0.1", 0.1],
    ["0.30000000000000004", 0.30000000000000004],
    ["9007199254740993", 9007199254740992],
    ["123456789012345678901234567890", 123456789012345678901234567890],
    ["1.7976931348623157e308", Number.MAX_VALUE],
    ["5e-324", 5e-324],
    ["1e-999", 0],
    ["0e999999999999999999999", 0],
    // glibc takes an exponent without digits.
    ["1e", 1],
    ["1e+", 1],
    ["0x1p3", 8],
    ["0X1P-1", 0.5],
    ["-0x.8", -0.5],
    ["0xff", 255],
    ["0x1e5", 0x1e5],
    ["0x1p", 1],
    ["0x.", 0],
    ["0x1.fffffffffffff8p0", 2],
    ["0x20000000000001", 0x20000000000000],
    ["0x200000000000010000000000000000000000001p0", 0x200000000000010000000000000000000000001],
    [`0x1${"0".repeat(300)}p-1200`, 1],
    [`0x.${"0".repeat(300)}1p1204`, 1],
    ["0x0p99999", 0],
    ["0x1p-1074", 5e-324],
  ])("reads %s as %d", (token, value) => {
    expect(read(token)).toBe(value);
  });

  it.each([
    ..."nan,NaN,inf,-inf,Infinity,1e999,-1e999,1.8e308,0x1p1024,e5,.,-,+,.e5,1e5.,1e5e5,1.2.3,--1,+-1,1d,1f,1_0".split(","),
    ..."0x,0xg,0xp3,0x.p1,0x1p3p,0x1.2.3,00x1,0b1,1 ,１,é".split(","),
    "1,5",
    "1\0",
    "",
  ])("%j is not a number", (token) => {
    expect(read(token)).toBeNaN();
  });

  it("looks at no byte outside of the token", () => {
    expect(numberAt(Buffer.from("12e5"), 1, 2)).toBe(2);
    expect(numberAt(Buffer.from("0x5"), 0, 1)).toBe(0);
    expect(numberAt(Buffer.from("1-5"), 1, 2)).toBeNaN();
  });
});
