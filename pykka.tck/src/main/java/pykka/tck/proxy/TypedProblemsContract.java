package pykka.tck.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorMemberException;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.Traversable;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** Interfaces that do not fit: all problems are said when the proxy is made, each with what to do. */
@Contract
class TypedProblemsContract extends Conformance {
    TypedProblemsContract(String runtime) {
        super(runtime);
    }

    public static class Target extends Actor {
        public int number;
        public final String fixed = "fixed";
        public List<String> list = new ArrayList<>();
        @Traversable public Part part = new Part();

        public int add(int a, int b) {
            return a + b;
        }

        public Future<Integer> later() {
            return Futures.of(1);
        }

        public String text() {
            return "text";
        }

        public void setSecret(int value) {}
    }

    public static class Part {
        public String name = "part";
    }

    private final ActorRef<Target> ref = start(Target::new);

    /** The lines of the text: what cannot be a proxy, and the problems. */
    private List<String> problems(Class<?> type) {
        ActorMemberException e = assertThrows(ActorMemberException.class, () -> ref.proxy(type));
        List<String> lines = e.getMessage().lines().toList();
        assertEquals(type.getName() + " cannot be a proxy of " + Target.class.getName() + ":", lines.get(0));
        return lines.subList(1, lines.size());
    }

    private void assertProblem(Class<?> type, String problem, String remedy) {
        List<String> problems = problems(type);
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains(problem) && problems.get(0).contains(remedy), problems::toString);
    }

    interface Many {
        int add(int a, int b);

        Future<String> missing();

        void number(int value);

        Future<Integer> number();
    }

    @Test
    void allProblemsAreListedEachWithItsMethod() {
        List<String> problems = problems(Many.class).stream().map(String::strip).sorted().toList();
        assertEquals(3, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith("Future missing(): "), problems::toString);
        assertTrue(problems.get(1).startsWith("int add(int, int): "), problems::toString);
        assertTrue(problems.get(2).startsWith("void number(int): "), problems::toString);
    }

    interface Blocking {
        int add(int a, int b);
    }

    interface JdkFuture {
        java.util.concurrent.Future<Integer> add(int a, int b);
    }

    interface WrongResult {
        Future<Long> add(int a, int b);
    }

    interface WrongBound {
        Future<? extends String> add(int a, int b);
    }

    interface Flattened {
        Future<Integer> later();
    }

    interface ToldWrite {
        void number(int value);
    }

    interface ReadOnly {
        Future<Void> fixed(String value);
    }

    interface WriteOnly {
        Future<Integer> secret();
    }

    interface WrongValue {
        Future<Void> number(String value);
    }

    interface ToldRead {
        void number();
    }

    interface TwoValues {
        Future<Void> number(int one, int two);
    }

    interface Unmarked {
        List<String> list();
    }

    interface Below {
        PartProxy part();

        interface PartProxy {
            Future<Integer> name();
        }
    }

    interface Misspelt {
        Future<Integer> ad(int a, int b);
    }

    interface Arrays {
        Future<String> missing(int[][] table, String... lines);
    }

    interface WrongArguments {
        Future<Integer> add(int a, long b);
    }

    interface Clone {
        Object clone();

        CompletableFuture<String> text();
    }

    interface WrongRef {
        String actorRef();
    }

    interface WrongStop {
        Future<String> stop();
    }

    @Test
    void everyProblemNamesItsRemedy() {
        assertProblem(Blocking.class, "a blocking return type would hide a wait", "Future<Integer> or void");
        assertProblem(JdkFuture.class, "java.util.concurrent.Future is refused",
                "return pykka.api.Future, CompletionStage or CompletableFuture");
        assertProblem(WrongResult.class, "the actor gives a java.lang.Integer", "must return Future<Integer>");
        assertProblem(WrongBound.class, "the actor gives a java.lang.Integer", "must return Future<Integer>");
        assertProblem(Flattened.class, "a future in a future is not flattened", "must return Future<Future>");
        assertProblem(ToldWrite.class, "a value that is refused would end the actor", "must return Future<Void>");
        assertProblem(ReadOnly.class, "'fixed' is read-only", "setter");
        assertProblem(WriteOnly.class, "'secret' cannot be read: it has a setter only", "getter");
        assertProblem(Arrays.class, "Future missing(int[][], String[]):", "give the actor a public method");
        assertProblem(WrongValue.class, "'number' is an int", "java.lang.String cannot be assigned");
        assertProblem(ToldRead.class, "a read must return", "Future");
        assertProblem(TwoValues.class, "'number' is an attribute", "no parameter reads it, one writes it");
        assertProblem(Unmarked.class, "'list' is not traversable", "@Traversable");
        assertProblem(Below.class, "PartProxy: Future name(): the actor gives a java.lang.String", "must return Future<String>");
        assertProblem(Misspelt.class, "has no attribute 'ad'", "default method");
        assertProblem(WrongArguments.class, "'add'(int, long) fits none of", "add(int, int)");
        assertProblem(Clone.class, "has no attribute 'clone'", "default method");
        assertProblem(WrongRef.class, "actorRef", "it must return ActorRef<?>");
        assertProblem(WrongStop.class, "stop", "must return Future<Boolean>");
    }

    interface Generic<T> {
        Future<T> text();
    }

    sealed interface Sealed {
        non-sealed interface Rest extends Sealed {}
    }

    @interface Note {}

    enum Choice { ONE }

    @Test
    void whatIsNoPlainInterfaceIsRefused() {
        String must = "must be an interface, not generic, not sealed, not hidden, no annotation";
        for (Class<?> type : List.of(Generic.class, Sealed.class, Note.class, Choice.class, Target.class, Comparator.class,
                int.class, Runnable[].class)) {
            assertProblem(type, type.getName() + " " + must, "");
        }
    }

    @Test
    void hiddenInterfaceIsRefused() throws Exception {
        byte[] bytes;
        try (var in = TypedProblemsContract.class.getResourceAsStream("TypedProblemsContract$Hideable.class")) {
            bytes = in.readAllBytes();
        }
        Class<?> hidden = MethodHandles.lookup().defineHiddenClass(bytes, false).lookupClass();
        assertProblem(hidden, "must be an interface", "not hidden");
    }

    interface Hideable {
        Future<String> text();
    }

    @Test
    void nullInterfaceIsANullPointerException() {
        assertThrows(NullPointerException.class, () -> ref.proxy((Class<?>) null));
    }

    interface Anything {
        @SuppressWarnings("rawtypes")
        Future add(int a, int b);

        Future<?> text();

        <T> Future<T> later();

        Future<Object> number();

        Future<Number> add(short a, char b);
    }

    @Test
    void rawWildcardVariableAndSupertypesAreAccepted() {
        Anything anything = ref.proxy(Anything.class);
        assertEquals(3, anything.add(1, 2).get(LONG));
        assertEquals("text", anything.text().get(LONG));
        assertEquals(0, anything.number().get(LONG));
        assertEquals(98, anything.add((short) 1, 'a').get(LONG));
    }

    /** Default methods need a lookup, for this interface is not public. */
    interface Private {
        Future<Integer> missing();

        default int one() {
            return 1;
        }

        default int two() {
            return 2;
        }
    }

    @Test
    void defaultMethodsThatNobodyReachesAreAmongTheProblems() {
        List<String> problems = problems(Private.class);
        assertEquals(3, problems.size(), problems::toString);
        assertEquals(2, problems.stream().filter(line -> line.contains("its default method") && line.contains("make "
                + Private.class.getName() + " public and export its package, or give MethodHandles.lookup() to proxy(...)")).count(),
                problems::toString);
    }

    @Test
    void deadActorIsDeadBeforeItsInterfaceIsWrong() {
        ref.stop();
        assertThrows(ActorDeadException.class, () -> ref.proxy(Blocking.class));
    }
}
