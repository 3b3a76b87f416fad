/** Runs in a separate process for each picture (images.ts): file on stdin, result on stdout. */
import { buffer } from "node:stream/consumers";
import { serialize } from "node:v8";
import sharp, { type Sharp } from "sharp";
import { MOST_PIXELS, TOO_MUCH_MEMORY } from "./image-limits.js";
import type { Drawn, Image, ImageSize } from "./images.js";

sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadNsgif"] });
sharp.cache(false);
// The worker's cores are for the judge.
sharp.concurrency(1);

const sizes = JSON.parse(process.argv[2]!) as ImageSize[];
const drawn = await draw(await buffer(process.stdin), sizes);
process.stdout.write(serialize(drawn));

async function draw(content: Buffer, sizes: readonly ImageSize[]): Promise<Drawn> {
  const options = { limitInputPixels: MOST_PIXELS, failOn: "error" } as const;
  try {
    const { width, height } = await sharp(content, { ...options, limitInputPixels: false }).metadata();
    if (width * height > MOST_PIXELS) {
      return { refusal: `It has ${width} × ${height} pixels; at most ${MOST_PIXELS / 1_000_000} million are allowed.` };
    }
    // Decode once, which is the slow part; the smaller sizes are made from the largest.
    const largest = sizes.reduce((most, size) => (size.pixels > most.pixels ? size : most));
    const base = await resized(sharp(content, options).rotate(), largest).raw().toBuffer({ resolveWithObject: true });
    const images: Image[] = [];
    for (const size of sizes) {
      const { data, info } = await resized(sharp(base.data, { raw: base.info }), size)
        .webp({ quality: 82 })
        .toBuffer({ resolveWithObject: true });
      images.push({ content: data, contentType: "image/webp", width: info.width, height: info.height });
    }
    return { images };
  } catch (error) {
    if (/memory|alloc/i.test((error as Error).message)) return { refusal: TOO_MUCH_MEMORY };
    return { refusal: "It is incomplete or damaged." };
  }
}

function resized(image: Sharp, { pixels, fit }: ImageSize): Sharp {
  return image.resize(pixels, pixels, { fit, withoutEnlargement: fit === "inside" });
}
