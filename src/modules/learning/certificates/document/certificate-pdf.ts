/** The document of a certificate. Runs in the worker: layout and fonts take a tenth of a second of CPU. */
import { createRequire } from "node:module";
import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import PDFDocument from "pdfkit";
import { create as createQr } from "qrcode";
import { messagesIn, type MessageLanguage } from "../../../../messages/messages.js";
import { written } from "../certificate-code.js";
import { day } from "../certificate-day.js";
import { sliceFor } from "./certificate-fonts.js";
import { canLayOut, drawRuns, parsedFont, runsOf } from "./certificate-runs.js";
import { drawable } from "./certificate-text.js";

export interface CertificateFacts {
  code: string;
  learnerName: string;
  accountName: string;
  trackTitle: string;
  completedAt: Date;
  issuedAt: Date;
  /** Of the public page. */
  url: string;
  /** Of the fixed texts. */
  language: MessageLanguage;
}

const font = (name: string) => createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);
const REGULAR = "DejaVuSans";
const BOLD = "DejaVuSans-Bold";

/** A4, landscape, in points. */
const PAGE = { width: 841.89, height: 595.28 };
const MARGIN = 60;
const QR_SIZE = 110;
/** Modules of white around the symbol (ISO/IEC 18004, 4 modules). */
const QUIET = 4;

type Document = InstanceType<typeof PDFDocument>;

/**
 * Draws one page. The fonts are embedded, or drawn as outlines, as far as they are used. A name that they can't show is replaced by the username,
 * and a title is left out; both with the note that the page has it.
 */
export async function renderCertificate(facts: CertificateFacts): Promise<Buffer> {
  const words = messagesIn(facts.language).certificate;
  const document = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    font: font(REGULAR),
    lang: facts.language,
    displayTitle: true,
    info: { Title: `${words.heading}: ${facts.trackTitle}`, Author: "CodeQuest", CreationDate: facts.issuedAt, Keywords: facts.code },
  });
  document.registerFont(REGULAR, font(REGULAR)).registerFont(BOLD, font(BOLD)).font(BOLD);
  // Name and title are bold, and the bold font has fewer glyphs.
  const bold = parsedFont(document);
  const hasGlyph = (codePoint: number) => bold.hasGlyphForCodePoint(codePoint);
  const isKnown = (codePoint: number) => hasGlyph(codePoint) || sliceFor(codePoint) !== null;
  const shown = (text: string) => {
    const found = drawable(text, isKnown);
    return found !== null && canLayOut(document, runsOf(found, hasGlyph)) ? found : null;
  };
  const [name, title] = [shown(facts.learnerName), shown(facts.trackTitle)];
  const inAnyScript = (text: string, y: number, size: number) => {
    const runs = runsOf(text, hasGlyph);
    if (runs.every(({ slice }) => slice === null)) line(document, text, { y, size, bold: true });
    else drawRuns(document, runs, { x: MARGIN, y, width: PAGE.width - 2 * MARGIN, size, color: "#000000", font: BOLD });
  };

  document
    .lineWidth(2)
    .rect(24, 24, PAGE.width - 48, PAGE.height - 48)
    .stroke("#1f3a5f");
  line(document, words.heading, { y: 80, size: 34, bold: true, color: "#1f3a5f" });
  line(document, words.confirms, { y: 150, size: 14 });
  inAnyScript(name ?? facts.accountName, 180, 32);
  line(document, words.completed, { y: 245, size: 14 });
  if (title !== null) inAnyScript(title, 275, 24);
  line(document, words.on(day(facts.completedAt, facts.language)), { y: 340, size: 14 });
  if (name === null || title === null) line(document, words.seePage, { y: 366, size: 10 });

  const top = PAGE.height - MARGIN - QR_SIZE;
  drawQr(document, facts.url, { x: MARGIN, y: top, size: QR_SIZE });
  const beside = { align: "left" as const, width: PAGE.width - 2 * MARGIN - QR_SIZE - 20 };
  document.font(REGULAR).fillColor("#000000").fontSize(11);
  document.text(words.check, MARGIN + QR_SIZE + 20, top + 30, beside);
  document.text(facts.url, MARGIN + QR_SIZE + 20, top + 50, { ...beside, link: facts.url });
  document.text(`${words.code}: ${written(facts.code)}`, MARGIN + QR_SIZE + 20, top + 75, beside);
  document.end();
  return buffer(document as unknown as Readable);
}

/** Lays a line out as one run: by words, pdfkit would put spaces of right-to-left texts into the wrong places. */
const ONE_RUN = { features: [] };

/** A centred line, in a smaller size if it would not fit. */
function line(document: Document, text: string, at: { y: number; size: number; bold?: boolean; color?: string }): void {
  const width = PAGE.width - 2 * MARGIN;
  document.font(at.bold ? BOLD : REGULAR).fontSize(at.size);
  const fitting = Math.min(1, width / Math.max(1, document.widthOfString(text, ONE_RUN)));
  document.fillColor(at.color ?? "#000000").fontSize(at.size * fitting * (fitting < 1 ? 0.99 : 1));
  document.text(text, MARGIN, at.y, { ...ONE_RUN, width, align: "center", lineBreak: false });
}

/** As squares: sharp at any size. */
function drawQr(document: Document, text: string, { x, y, size }: { x: number; y: number; size: number }): void {
  const { modules } = createQr(text, { errorCorrectionLevel: "M" });
  const side = size / (modules.size + 2 * QUIET);
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column)) document.rect(x + (column + QUIET) * side, y + (row + QUIET) * side, side, side);
    }
  }
  document.fill("#000000");
}
