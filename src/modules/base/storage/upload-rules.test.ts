import { cleanFileName, sniff } from "./upload-rules.js";

describe("what a file is", () => {
  it.each([
    "ID3 builds a decision tree.",
    "BM25 notes",
    "MZ is how my notes begin",
    "FWS",
    "<?xml version='1.0'?><a/>",
    "GIF89a is a picture format",
    "Rar! said the dragon",
    "\u001B[31mred\u001B[0m\n",
    "日本語のメモ",
  ])("is text for %p", async (text) => {
    expect(await sniff(Buffer.from(text))).toBe("text/plain");
  });

  it.each([
    [Buffer.from("%PDF-1.7\n%%EOF\n"), "application/pdf"],
    [Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), "image/png"],
    [Buffer.from("504b0304140000000000", "hex"), "application/zip"],
    [Buffer.from("4d5a90000300000004000000ffff0000", "hex"), "application/x-msdownload"],
    [Buffer.from([0xff, 0xfe, 0x00, 0xff]), null],
    [Buffer.from("a\0b"), null],
  ])("goes by the bytes of %p", async (content, type) => {
    expect(await sniff(content)).toBe(type);
  });
});

describe("the name of a file", () => {
  it.each([
    ["notes.txt", "notes.txt"],
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\ada\\notes.txt", "notes.txt"],
    ["evil\u202Etxt.exe", "eviltxt.exe"],
    ["a\r\nSet-Cookie: b.txt", "aSet-Cookie b.txt"],
    ["  spaces   inside .txt ", "spaces inside .txt"],
    [".htaccess", "htaccess"],
    ["..", "file"],
    ["\u0000", "file"],
    ["cafe\u0301.pdf", "café.pdf"],
    [`${"x".repeat(300)}.pdf`, `${"x".repeat(196)}.pdf`],
  ])("%p becomes %p", (given, kept) => expect(cleanFileName(given)).toBe(kept));
});
