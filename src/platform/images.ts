import sharp from "sharp";

/** Only what browsers make; an SVG or a TIFF is a program or a museum. */
export const IMAGE_TYPES: ReadonlySet<string> = new Set(["image/jpeg", "image/png", "image/webp", "image/gif"]);

export interface ImageSize {
  pixels: number;
  /** cover: exactly square, cut where it has to be. inside: as it is, made smaller where it is larger. */
  fit: "cover" | "inside";
}

export interface Image {
  content: Buffer;
  contentType: "image/webp";
  width: number;
  height: number;
}

/** Four times a phone's camera. */
const MOST_PIXELS = 200_000_000;
const PATIENCE_SECONDS = 10;

sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadNsgif"] });
sharp.cache(false);
// The worker's cores are the judge's.
sharp.concurrency(1);

/**
 * Draws the picture anew, once for each size: what else was in the file, such as where a photograph was taken or a program
 * hidden behind it, is gone. An animation becomes its first picture. Rejects for what is no whole picture, or too large a one.
 */
export function redraw(content: Buffer, sizes: readonly ImageSize[]): Promise<Image[]> {
  return Promise.all(
    sizes.map(async ({ pixels, fit }) => {
      const { data, info } = await sharp(content, { limitInputPixels: MOST_PIXELS, failOn: "error" })
        .timeout({ seconds: PATIENCE_SECONDS })
        .rotate()
        .resize(pixels, pixels, { fit, withoutEnlargement: fit === "inside" })
        .webp({ quality: 82 })
        .toBuffer({ resolveWithObject: true });
      return { content: data, contentType: "image/webp" as const, width: info.width, height: info.height };
    }),
  );
}
