import com.sun.source.tree.ClassTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticListener;
import javax.tools.ForwardingJavaFileObject;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles source files as javac does, with two differences: a public class may have any name, and the compiler itself
 * finds the class to start: in the first source, or else in the others. Arguments: the folder for the classes, and the
 * sources. The name of that class goes into `main.args` in the folder, which the java command reads as an argument file.
 *
 * No lambdas, no records, no streams: starting them would take 30 ms of each compilation.
 */
public final class CompileJava {
  private static final PrintStream ERR = new PrintStream(System.err, false, StandardCharsets.UTF_8);

  public static void main(String[] arguments) throws Exception {
    var sources = new ArrayList<Path>();
    for (int at = 1; at < arguments.length; at++) sources.add(Path.of(arguments[at]));
    int status = compile(sources, Path.of(arguments[0])) ? 0 : 1;
    ERR.flush();
    System.exit(status);
  }

  private static boolean compile(List<Path> sources, Path out) throws Exception {
    var errors = new Errors();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(errors, null, StandardCharsets.UTF_8)) {
      var named = new ArrayList<JavaFileObject>();
      for (var file : files.getJavaFileObjectsFromPaths(sources)) named.add(new AnyName(file));
      var options = List.of("-proc:none", "-nowarn", "-Xmaxerrs", "20", "-d", out.toString());
      var task = (JavacTask) compiler.getTask(null, files, errors, options, null, named);
      var units = task.parse();
      task.analyze();
      if (errors.count > 0) return false;
      var finder = new StartFinder(task);
      for (var unit : units) {
        finder.scan(unit, null);
        if (finder.best != null) break;
      }
      if (finder.best == null) {
        ERR.println(sources.get(0).getFileName() + ":1: error: No class has a `public static void main(String[] args)` method.");
        return false;
      }
      task.generate();
      if (errors.count > 0) return false;
      Files.writeString(out.resolve("main.args"), '"' + finder.best + "\"\n");
      return true;
    }
  }

  /** The public class, else the first one in the source; a nested class only where no other has `main`. */
  private static final class StartFinder extends TreePathScanner<Void, Void> {
    private final JavacTask task;
    private final Trees trees;
    private int bestRank;
    String best;

    StartFinder(JavacTask task) {
      this.task = task;
      this.trees = Trees.instance(task);
    }

    @Override
    public Void visitClass(ClassTree tree, Void nothing) {
      if (trees.getElement(getCurrentPath()) instanceof TypeElement type) {
        boolean isPublic = type.getModifiers().contains(Modifier.PUBLIC);
        int rank = (type.getNestingKind().isNested() ? 1 : 3) + (isPublic ? 1 : 0);
        if (rank > bestRank && hasMain(type)) {
          bestRank = rank;
          best = task.getElements().getBinaryName(type).toString();
        }
      }
      return super.visitClass(tree, nothing);
    }

    /** Its own or an inherited one; what is static in an interface is not inherited. */
    private boolean hasMain(TypeElement type) {
      for (Element member : task.getElements().getAllMembers(type)) {
        Element owner = member.getEnclosingElement();
        if (isMain(member) && (owner == type || owner.getKind() != ElementKind.INTERFACE)) return true;
      }
      return false;
    }

    private boolean isMain(Element member) {
      if (!member.getSimpleName().contentEquals("main") || !(member instanceof ExecutableElement method)) return false;
      var strings = task.getTypes().getArrayType(task.getElements().getTypeElement("java.lang.String").asType());
      return method.getModifiers().containsAll(List.of(Modifier.PUBLIC, Modifier.STATIC))
          && method.getReturnType().getKind() == TypeKind.VOID
          && method.getParameters().size() == 1
          && task.getTypes().isSameType(method.getParameters().get(0).asType(), strings);
    }
  }

  /** javac itself wants the public class `Solution` in Solution.java. */
  private static final class AnyName extends ForwardingJavaFileObject<JavaFileObject> {
    AnyName(JavaFileObject file) {
      super(file);
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return kind == Kind.SOURCE;
    }
  }

  private static final class Errors implements DiagnosticListener<JavaFileObject> {
    int count;

    @Override
    public void report(Diagnostic<? extends JavaFileObject> diagnostic) {
      if (diagnostic.getKind() == Diagnostic.Kind.ERROR) count++;
      ERR.println(diagnostic);
    }
  }
}
