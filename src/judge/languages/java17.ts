import { MIB } from "../../kernel/units.js";
import { mainClass } from "./java-class.js";
import { publicClassName } from "./java-source.js";
import { BASE_ENV, compileLimits, type Language, stderrSays, TOOLCHAINS } from "./language.js";

const JAVA_HOME = `/usr/lib/jvm/java-17-openjdk-${process.arch === "arm64" ? "arm64" : "amd64"}`;

/** One collector thread, and no file in /tmp that other Java programs could attach to. */
const COMMON = ["-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto"];
/** A short-lived program: the second compiler only costs. The class archive takes the compiler from 0.42 s to 0.25. */
const JAVAC = [...COMMON, "-XX:TieredStopAtLevel=1", `-XX:SharedArchiveFile=${TOOLCHAINS}/java/javac.jsa`, "-Xmx512m"];

/**
 * The archive of library classes is mapped where it was made for: moving it elsewhere, the default, touches every page of
 * it, 6 of a program's 90 ms. Addresses that differ from run to run protect nothing here.
 */
const ARCHIVE_IN_PLACE = ["-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0"];

const STACK_MB = 64;
/** Class data, compiled code and the collector, which the heap's limit does not cover. */
const RUNTIME_MB = 64;

export const java17: Language = {
  id: "java17",
  name: "Java 17",
  fileName: "Main.java",
  // A public class must be in a file of its own name, and learners name it as they like.
  sourceFileName: (source) => `${publicClassName(source) ?? "Main"}.java`,
  versionKey: "java",
  compile: {
    argv: (fileName) => [
      `${JAVA_HOME}/bin/javac`,
      ...JAVAC.map((option) => `-J${option}`),
      ...["-proc:none", "-nowarn", "-encoding", "UTF-8", "-Xmaxerrs", "20"],
      ...["-d", "/out", `/box/${fileName}`],
    ],
    env: BASE_ENV,
    limits: compileLimits(),
    artifacts: true,
    problem: (files) => (mainClass(files) === null ? "No class has a `public static void main(String[] args)` method." : null),
  },
  run: ({ memoryLimitBytes, files }) => {
    const heapMb = Math.max(16, Math.floor(memoryLimitBytes / MIB));
    return {
      argv: [
        `${JAVA_HOME}/bin/java`,
        ...COMMON,
        ...ARCHIVE_IN_PLACE,
        // The heap cannot see the cgroup from inside. Its start is fixed, as the default depends on the machine.
        ...[`-Xmx${heapMb}m`, `-Xms${Math.min(heapMb, 32)}m`, `-Xss${STACK_MB}m`],
        // A thread or two less per program; the slot has one core anyway.
        "-XX:ActiveProcessorCount=1",
        ...["-XX:+ExitOnOutOfMemoryError", "-XX:+DisplayVMOutputToStderr", "-XX:ErrorFile=/dev/null"],
        ...["-Dfile.encoding=UTF-8", "-cp", "/box", mainClass(files) ?? "Main"],
      ],
      env: BASE_ENV,
      processes: 64,
      memoryBytes: memoryLimitBytes + (RUNTIME_MB + STACK_MB) * MIB,
    };
  },
  timeFactor: 1,
  timeExtraMs: 0,
  ranOutOfMemory: (outcome) =>
    stderrSays(outcome, "Terminating due to java.lang.OutOfMemoryError", "insufficient memory for the Java Runtime Environment"),
  hello: `public class Main {
    public static void main(String[] args) {
        System.out.println("Hello, world!");
    }
}
`,
  starter: `import java.io.*;
import java.util.*;

public class Main {
    public static void main(String[] args) throws IOException {
        StreamTokenizer in = new StreamTokenizer(new BufferedInputStream(System.in));
        long sum = 0;
        while (in.nextToken() != StreamTokenizer.TT_EOF) sum += (long) in.nval;
        System.out.println(sum);
    }
}
`,
};
