import { describe, expect, it } from "@jest/globals";
import { publicClassName } from "./java-source.js";

describe("publicClassName", () => {
  it.each([
    ["public class Foo { }", "Foo"],
    ["package a.b; import java.util.*;\npublic final class Foo<T> extends Bar { }", "Foo"],
    ['@Deprecated(since = "class X") public abstract class Foo { }', "Foo"],
    ["class Node { public class Inner { } }\npublic class Foo { }", "Foo"],
    ["// public class No {\n/* public class No { */ public class Foo { }", "Foo"],
    ['class A { String s = "{"; char c = \'{\'; String t = """\n{ " {\n"""; }\npublic class Foo { }', "Foo"],
    ["public record Point(int x, int y) { }", "Point"],
    ["public enum Color { RED }", "Color"],
  ])("%j", (source, name) => {
    expect(publicClassName(source)).toBe(name);
  });

  it.each([["class Foo { public static class Inner { } }"], ["public"], [""], ["public class Größe { }"], ['"public class No']])(
    "finds none in %j",
    (source) => {
      expect(publicClassName(source)).toBeNull();
    },
  );

  it.each([["/*"], ['"""'], ['"'], ["'"], ["{"], ["public class "]])("reads 64 KB of %j in no time", (part) => {
    const started = performance.now();
    publicClassName(part.repeat(65_536 / part.length));
    expect(performance.now() - started).toBeLessThan(500);
  });
});
