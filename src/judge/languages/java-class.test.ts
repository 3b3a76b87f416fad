import { describe, expect, it } from "@jest/globals";
import { mainClass } from "./java-class.js";

/** A class file with one method, as JVMS chapter 4 has it. */
function classFile({ flags = 0x0009, name = "main", type = "([Ljava/lang/String;)V" } = {}): Buffer {
  const u1 = (value: number): Buffer => Buffer.from([value]);
  const u2 = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
  const text = (value: string): Buffer => Buffer.concat([u1(1), u2(value.length), Buffer.from(value)]);
  return Buffer.concat([
    Buffer.from("cafebabe0000003d", "hex"),
    u2(6), // places in the constant pool, plus one
    text(name),
    text(type),
    Buffer.concat([u1(5), Buffer.alloc(8)]), // a long takes places 3 and 4
    text("x"),
    ...[u2(0x21), u2(0), u2(0)],
    ...[u2(1), u2(7)], // one interface
    ...[u2(1), u2(0), u2(5), u2(5), u2(1), u2(5), Buffer.from("00000002beef", "hex")], // one field with an attribute
    ...[u2(1), u2(flags), u2(1), u2(2), u2(0)],
    u2(0),
  ]);
}

const file = (path: string, content = classFile()) => ({ path, content });

describe("mainClass", () => {
  it("finds the class that has main, in its package", () => {
    expect(mainClass([file("a/b/Other.class", classFile({ name: "run" })), file("a/b/Start.class")])).toBe("a.b.Start");
  });

  it("prefers Main, then top-level classes, then the alphabet", () => {
    expect(mainClass([file("B.class"), file("A$Inner.class"), file("A.class")])).toBe("A");
    expect(mainClass([file("A.class"), file("Main.class")])).toBe("Main");
  });

  it("wants main public, static and with its argument", () => {
    const wrong = [classFile({ flags: 0x0001 }), classFile({ flags: 0x0008 }), classFile({ type: "()V" })];
    expect(mainClass(wrong.map((content, i) => file(`C${i}.class`, content)))).toBeNull();
  });

  it("is not misled by damaged files", () => {
    const whole = classFile();
    for (let length = 0; length < whole.length; length++)
      expect(() => mainClass([file("A.class", whole.subarray(0, length))])).not.toThrow();
    expect(mainClass([file("A.class", Buffer.alloc(100, 0xff)), file("notes.txt")])).toBeNull();
  });
});
