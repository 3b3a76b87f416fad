export type TestSource = () => AsyncIterable<Buffer>;

/** A file of a package that is written. Its path is below the folder of the package. */
export interface WrittenFile {
  path: string;
  content: string | TestSource;
  /** A script. */
  executable?: boolean;
}
