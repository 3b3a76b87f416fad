/** A line of text that may need several fonts: DejaVu Sans where it has the character, else outlines of a slice of Noto Sans. */
import type PDFDocument from "pdfkit";
import { sliceFor } from "./certificate-fonts.js";

type Document = InstanceType<typeof PDFDocument>;

interface Glyph {
  path: { toSVG(): string };
}

/** What pdfkit keeps of a font, by fontkit; it has no types for it. */
interface ParsedFont {
  unitsPerEm: number;
  variationAxes: { wght?: { default: number } };
  hasGlyphForCodePoint(codePoint: number): boolean;
  layout(text: string): { glyphs: Glyph[]; positions: { xAdvance: number; xOffset: number; yOffset: number }[]; advanceWidth: number };
}

/** The parsed form of the current font. */
export const parsedFont = (document: Document): ParsedFont => (document as unknown as { _font: { font: ParsedFont } })._font.font;

interface Run {
  text: string;
  /** Null: the font of the page. */
  slice: string | null;
}

export function runsOf(text: string, hasGlyph: (codePoint: number) => boolean): Run[] {
  const runs: Run[] = [];
  for (const character of text) {
    const codePoint = character.codePointAt(0)!;
    const slice = hasGlyph(codePoint) ? null : sliceFor(codePoint);
    const last = runs.at(-1);
    if (last && last.slice === slice) last.text += character;
    else runs.push({ text: character, slice });
  }
  return runs;
}

/** fontkit fails at some combinations of marks, in Telugu for example. */
export function canLayOut(document: Document, runs: readonly Run[]): boolean {
  try {
    for (const { text, slice } of runs) if (slice !== null) parsedFont(document.font(slice)).layout(text);
    return true;
  } catch {
    return false;
  }
}

interface Line {
  x: number;
  /** Top of the line, as in pdfkit. */
  y: number;
  width: number;
  size: number;
  color: string;
  font: string;
}

/** Width of the stroke around outlines, in thousandths of the size: the slices of some families are thin, and names are bold. */
const STROKE = { thin: 45, regular: 20 };

/** Centred, in a smaller size if it would not fit. Readers and screen readers get the text as ActualText (ISO 32000-1, 14.9.4). */
export function drawRuns(document: Document, runs: readonly Run[], { x, y, width, size, color, font }: Line): void {
  const widthAt = (points: number) => runs.reduce((sum, run) => sum + widthOf(document, run, points, font), 0);
  const fitted = size * Math.min(1, width / Math.max(1, widthAt(size)));
  const baseline = y + (fitted * ascentOf(document.font(font))) / 1000;
  let left = x + (width - widthAt(fitted)) / 2;
  document.markContent("Span", { actual: runs.map(({ text }) => text).join("") });
  for (const run of runs) {
    if (run.slice === null) {
      document.font(font).fontSize(fitted).fillColor(color);
      document.text(run.text, left, y, { features: [], lineBreak: false });
    } else {
      drawOutlines(document, run, { x: left, y: baseline, size: fitted, color });
    }
    left += widthOf(document, run, fitted, font);
  }
  document.endMarkedContent();
}

const ascentOf = (document: Document) => (document as unknown as { _font: { ascender: number } })._font.ascender;

function widthOf(document: Document, { text, slice }: Run, size: number, font: string): number {
  if (slice === null) return document.font(font).fontSize(size).widthOfString(text, { features: [] });
  const parsed = parsedFont(document.font(slice));
  return (parsed.layout(text).advanceWidth / parsed.unitsPerEm) * size;
}

function drawOutlines(document: Document, { text, slice }: Run, at: { x: number; y: number; size: number; color: string }): void {
  const parsed = parsedFont(document.font(slice!));
  const scale = at.size / parsed.unitsPerEm;
  const isThin = (parsed.variationAxes.wght?.default ?? 400) < 300;
  const stroke = ((isThin ? STROKE.thin : STROKE.regular) * parsed.unitsPerEm) / 1000;
  const { glyphs, positions } = parsed.layout(text);
  let x = 0;
  glyphs.forEach(({ path }, index) => {
    const { xAdvance, xOffset, yOffset } = positions[index]!;
    document.save().transform(scale, 0, 0, -scale, at.x + (x + xOffset) * scale, at.y - yOffset * scale);
    document.path(path.toSVG()).lineWidth(stroke).lineJoin("round").fillAndStroke(at.color, at.color).restore();
    x += xAdvance;
  });
}
