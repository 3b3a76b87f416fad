/** Credits in `problem.yaml`. */
import type { PackageCredits } from "../problem-package.js";

/** Licences that the formats know. */
const LICENSES = ["public domain", "cc0", "cc by", "cc by-sa", "educational", "permission"];

const licenseOf = (license: string | null) => (license !== null && LICENSES.includes(license.toLowerCase()) ? license.toLowerCase() : null);

/** One source; the names of others follow its own. */
export function legacyCredits({ authors, sources, license, rightsOwner }: PackageCredits): object {
  const url = sources.find((source) => source.url !== null)?.url;
  const known = licenseOf(license);
  return {
    ...(authors.length > 0 && { author: authors.join(", ") }),
    ...(sources.length > 0 && { source: sources.map(({ name }) => name).join(", ") }),
    ...(url && { source_url: url }),
    ...(known && { license: known }),
    ...(rightsOwner !== null && { rights_owner: rightsOwner }),
  };
}

export function modernCredits({ authors, sources, license, rightsOwner }: PackageCredits): object {
  const known = licenseOf(license);
  return {
    ...(authors.length > 0 && { credits: { authors: [...authors] } }),
    ...(sources.length > 0 && { source: sources.map(({ name, url }) => (url === null ? { name } : { name, url })) }),
    ...(known && { license: known }),
    ...(rightsOwner !== null && { rights_owner: rightsOwner }),
  };
}
