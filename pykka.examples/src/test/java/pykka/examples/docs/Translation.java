package pykka.examples.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Makes the Java blocks of a page into one class. Each block becomes a member class that extends the one of the block before:
 * its types become member classes, its variables fields, all else initializers. So a block can use what is above it, and can
 * declare it anew; making an object of the last class runs the page.
 *
 * <p>What stands behind a statement is checked: {@code // => <value>} or {@code // throws <simple class name>[: <message>]}.
 */
final class Translation {
    static final String NAME = "Blocks";
    static final String RUN = "run";
    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;\\n");
    private static final Pattern CLAIM = Pattern.compile("[ \\t]*// (=>|throws) ?(.*)");
    private static final String BEFORE = "class B { void m() throws Throwable {\n";
    private static final String AFTER = "}}";

    private final Set<String> imports = new TreeSet<>(Set.of("import java.time.Duration;\n", "import java.util.List;\n",
            "import pykka.api.*;\n", "import " + Claims.class.getName() + ";\n"));
    private final StringBuilder classes = new StringBuilder("static class Block0 {}\n");
    private int count;
    private int claims;

    /** The compilation unit. */
    static String of(Page page) throws IOException {
        Translation translation = new Translation();
        for (Page.Block block : page.blocks()) {
            if (block.file().isEmpty()) {
                translation.add(page, block);
            }
        }
        return String.join("", translation.imports) + "public class " + NAME + " {\n" + translation.classes
                + "public static void " + RUN + "() throws Throwable { new Block" + translation.count + "(); }\n}\n";
    }

    private void add(Page page, Page.Block block) throws IOException {
        IMPORT.matcher(block.code()).results().forEach(line -> imports.add(line.group()));
        String source = BEFORE + IMPORT.matcher(block.code()).replaceAll("\n") + AFTER;
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavacTask task = (JavacTask) compiler.getTask(null, null, problem -> {
            throw new AssertionError(page + ":" + (block.line() + problem.getLineNumber() - 2) + ": " + problem.getMessage(null));
        }, List.of(), null, List.of(new Source("B", source)));
        CompilationUnitTree unit = task.parse().iterator().next();
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        MethodTree method = (MethodTree) ((ClassTree) unit.getTypeDecls().get(0)).getMembers().get(0);

        String name = "Block" + ++count;
        classes.append("static class ").append(name).append(" extends Block").append(count - 1).append(" {\n")
                .append(name).append("() throws Throwable {}\n");
        claims = 0;
        for (StatementTree statement : method.getBody().getStatements()) {
            int begin = (int) positions.getStartPosition(unit, statement);
            int end = (int) positions.getEndPosition(unit, statement);
            String where = "\"" + page + ":" + (block.line() + unit.getLineMap().getLineNumber(begin) - 2) + "\"";
            Matcher claim = CLAIM.matcher(source.substring(end, source.indexOf('\n', end)));
            classes.append("{ Claims.at(").append(where).append("); }\n");
            add(statement, source.substring(begin, end), claim.matches() ? claim : null);
        }
        classes.append("}\n");
        assertEquals(source.lines().filter(line -> CLAIM.matcher(line).find()).count(), claims,
                () -> page + ":" + block.line() + ": only what stands behind a whole statement can be checked");
    }

    private void add(StatementTree statement, String code, Matcher claim) {
        if (statement instanceof ClassTree) {
            classes.append("static ").append(code).append('\n');
            return;
        }
        if (claim == null) {
            classes.append(statement instanceof VariableTree ? code : "{ " + code + " }").append('\n');
            return;
        }
        claims++;
        String expected = "\"" + claim.group(2).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        if (claim.group(1).equals("throws")) {
            String thrower = statement instanceof VariableTree variable ? variable.getInitializer() + ";" : code;
            classes.append("{ Claims.thrown(").append(expected).append(", () -> { ").append(thrower).append(" }); }\n");
        } else if (statement instanceof VariableTree variable) {
            classes.append(code).append("\n{ Claims.equal(").append(expected).append(", ").append(variable.getName())
                    .append("); }\n");
        } else {
            classes.append("{ Claims.equal(").append(expected).append(", ").append(value(statement)).append("); }\n");
        }
    }

    /** The value of a call; of a call of println: what it would print. */
    private static Tree value(StatementTree statement) {
        Tree expression = ((ExpressionStatementTree) statement).getExpression();
        return expression instanceof MethodInvocationTree call && call.getMethodSelect().toString().equals("System.out.println")
                ? call.getArguments().get(0) : expression;
    }

    /** Source code in memory. */
    static final class Source extends SimpleJavaFileObject {
        private final String code;

        Source(String name, String code) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
