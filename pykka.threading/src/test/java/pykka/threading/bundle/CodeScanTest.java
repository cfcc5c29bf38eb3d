package pykka.threading.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.threading.ThreadingRuntime;

/**
 * What must be in a few places only of the code of the API and of this module, as javap shows it, and what a list cannot name:
 * what must be nowhere is on a list in the parent pom. The letters are those of the project's lists: S of its security, C of its
 * contract.
 */
class CodeScanTest {
    private static final String INTERNAL = "pykka.api.internal.";
    private static final String OSGI = INTERNAL + "osgi.";
    private static final Pattern NAME = Pattern.compile("this_class: #\\d+ +// +(\\S+)");
    /** A use of a member, in the constant pool: references to methods are there, too. */
    private static final Pattern MEMBER = Pattern.compile("= (?:Interface)?(?:Methodref|Fieldref) .*// +(\\S+)");
    private static final Pattern TYPE = Pattern.compile("L?((?:java|javax|jdk|sun|com)/[\\w/$]+)");

    /** What javap prints of each class. */
    private static final Map<String, String> CODE = new TreeMap<>();
    private static final List<Class<?>> CLASSES = new ArrayList<>();

    @BeforeAll
    static void read() throws Exception {
        List<Bundle> bundles = Stream.of(Actor.class, ThreadingRuntime.class).map(Bundle::of).toList();
        List<String> names = new ArrayList<>();
        for (Bundle bundle : bundles) {
            try (Stream<Path> files = Files.walk(bundle.root())) {
                files.map(file -> bundle.root().relativize(file).toString().replaceAll("[/\\\\]", "."))
                        .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                        .forEach(file -> names.add(file.substring(0, file.length() - 6)));
            }
        }
        String classPath = Stream.of(Actor.class, ThreadingRuntime.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> arguments = new ArrayList<>(List.of("-v", "-p", "--class-path", classPath));
        arguments.addAll(names);
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text, true);
        assertEquals(0, ToolProvider.findFirst("javap").orElseThrow().run(writer, writer, arguments.toArray(new String[0])));
        for (String section : text.toString().split("(?m)^Classfile ")) {
            Matcher name = NAME.matcher(section);
            if (name.find()) {
                CODE.put(name.group(1).replace('/', '.'), section);
            }
        }
        for (String name : names) {
            if (name.startsWith(OSGI) || name.equals(INTERNAL + "util.OwnBundle")) {
                continue; // cannot be loaded where there is no framework
            }
            CLASSES.add(Class.forName(name, false, CodeScanTest.class.getClassLoader()));
        }
        assertEquals(new TreeSet<>(names), CODE.keySet());
    }

    /** The classes that call, refer to, read or write what matches, as in {@code java.lang.System.exit:(I)V}. */
    private static Set<String> users(String regex) {
        Predicate<String> matches = Pattern.compile(regex).asMatchPredicate();
        Set<String> users = new TreeSet<>();
        CODE.forEach((name, code) -> {
            if (MEMBER.matcher(code).results().map(member -> dotted(member.group(1))).anyMatch(matches)) {
                users.add(name.replaceAll("\\$.*", ""));
            }
        });
        return users;
    }

    /** The class with dots, the type as it is. */
    private static String dotted(String member) {
        int colon = member.indexOf(':');
        return member.substring(0, colon).replace('/', '.') + member.substring(colon);
    }

    private static Set<String> names(Predicate<Class<?>> wanted) {
        return CLASSES.stream().filter(wanted).map(Class::getName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> fields(Predicate<Field> wanted) {
        return CLASSES.stream().flatMap(type -> Arrays.stream(type.getDeclaredFields())).filter(wanted).map(Field::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The first call of each allocates, and an error must not come between two steps that belong together. */
    @Test
    void nothingIsReadOrWrittenThroughAVarHandle() {
        assertEquals(Set.of(), users("java\\.lang\\.invoke\\.VarHandle\\.(?!\\w+Fence:).*"));
    }

    /** Without it the other tests of this class prove nothing. */
    @Test
    void theScanSeesCallsReferencesAndFields() {
        assertTrue(users("java\\.lang\\.System\\.nanoTime:.*").contains(INTERNAL + "promise.BlockingWait"));
        assertTrue(users("pykka\\.api\\.internal\\.mailbox\\.Mark\\.WITHDRAWN:.*").contains(INTERNAL + "actor.Termination"));
        // a method reference: KeepAlive::run
        assertTrue(users("pykka\\.api\\.internal\\.actor\\.KeepAlive\\.run:.*").contains(INTERNAL + "actor.KeepAlive"));
    }

    @Test
    void ruleS6NoAccessIsForced() {
        // begins with a lookup that the user gave, and so has no more rights than that
        assertEquals(Set.of("pykka.api.internal.proxy.MemberAccess"), users(".*\\.privateLookupIn:.*"));
        assertEquals(Set.of(), users("java\\.lang\\.Module\\.addReads:.*"));
    }

    @Test
    void ruleS6NoClassIsDefinedAndOnlyOneOfTheJdkAndOurOwnAreLoadedByTheirNames() {
        assertEquals(Set.of(), users(".*\\.(defineClass|defineHiddenClass|defineHiddenClassWithClassData|findClass):.*"));
        assertEquals(Set.of(OSGI + "ProvidingBundle"), users(".*\\.loadClass:.*")); // a runtime, by the loader of its bundle
        // FirstUse initializes our own classes by their names
        assertEquals(Set.of(INTERNAL + "util.FirstUse", "pykka.api.spi.ActorThreads"),
                users("java\\.lang\\.Class\\.forName:.*"));
    }

    @Test
    void ruleS8OnlyExceptionsAndEnvelopesAreSerializable() throws Exception {
        Class<?> node = Class.forName(INTERNAL + "mailbox.Envelope");
        assertEquals(Set.of(), names(type -> Serializable.class.isAssignableFrom(type) && !type.isEnum()
                && !Throwable.class.isAssignableFrom(type) && !node.isAssignableFrom(type)));
    }

    /** A method that takes the place of what is written must be one that subclasses in other packages inherit. */
    @Test
    void ruleS8AnEnvelopeRefusesToBeWrittenAndHoldsNothing() throws Exception {
        Class<?> node = Class.forName(INTERNAL + "mailbox.Envelope");
        Set<String> magic = Set.of("readObject", "readObjectNoData", "readResolve", "readExternal", "writeObject", "writeExternal",
                "writeReplace");
        assertEquals(Set.of("protected final java.lang.Object pykka.api.internal.mailbox.Envelope.writeReplace()"
                        + " throws java.io.ObjectStreamException"),
                CLASSES.stream().flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                        .filter(method -> magic.contains(method.getName())).map(String::valueOf).collect(Collectors.toSet()));
        assertEquals(Set.of(), fields(field -> node.isAssignableFrom(field.getDeclaringClass())
                && !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())));
    }

    /** A list of what is dangerous would never be complete. */
    @Test
    void ruleS8NothingElseOfTheJdkIsUsed() {
        Predicate<String> allowed = Pattern.compile("java/(lang|lang/(annotation|invoke|ref|reflect|runtime)|time|util"
                + "|util/(concurrent|concurrent/atomic|concurrent/locks|function|regex|stream))/[\\w$]+"
                + "|java/io/(NotSerializableException|ObjectStreamException|PrintStream|PrintWriter|Serializable)"
                // to read META-INF/services
                + "|java/io/(BufferedReader|InputStreamReader|IOException|Reader|InputStream|UncheckedIOException)"
                + "|java/nio/channels/(ClosedByInterruptException|FileLockInterruptionException)" // what an interrupt may come as
                + "|java/nio/charset/(StandardCharsets|Charset)|java/math/BigDecimal|java/net/URL"
                + "|java/security/(AccessController|PrivilegedAction)").asMatchPredicate();
        Map<String, Set<String>> others = new TreeMap<>();
        CODE.forEach((name, code) -> code.lines()
                .filter(line -> line.matches(" +#\\d+ = (Class|Methodref|NameAndType|MethodType) .*"))
                .flatMap(line -> TYPE.matcher(line.replaceAll(".*//", "")).results())
                .map(type -> type.group(1)).filter(type -> !allowed.test(type))
                .forEach(type -> others.computeIfAbsent(type, t -> new TreeSet<>()).add(name)));
        assertEquals(Map.of(), others);
    }

    @Test
    void ruleS16TheJvmIsLeftAsItIs() {
        assertEquals(Set.of(INTERNAL + "lifecycle.JvmExitHook"), users("java\\.lang\\.Runtime\\.(add|remove)ShutdownHook:.*"));
        assertEquals(Set.of(), users("java\\.net\\.URL.*Handler.*"));
    }

    @Test
    void ruleS15TheContextClassLoaderDecidesNothing() {
        assertEquals(Set.of(INTERNAL + "promise.BatchExecutor", INTERNAL + "actor.MessageLoop",
                INTERNAL + "util.ThreadContext"), users(".*\\.getContextClassLoader:.*")); // to set it back
        assertEquals(Set.of(INTERNAL + "util.ThreadContext", "pykka.api.spi.ActorThreads"), users(".*\\.setContextClassLoader:.*"));
        assertEquals(Set.of(), users("java\\.util\\.ServiceLoader\\.load:\\(Ljava/lang/Class;\\).*"));
    }

    /** What is static outlives the actors, and must not keep their classes: no map by class, and values of the JDK alone. */
    @Test
    void ruleC10NoStaticFieldHoldsClassesOfUsers() {
        Predicate<Field> isStatic = field -> Modifier.isStatic(field.getModifiers());
        assertEquals(Set.of(), fields(isStatic.and(field -> field.getType() != Class.class && field.getType() != ClassValue.class
                && field.getGenericType().getTypeName().matches(".*[<\\[ ]java\\.lang\\.Class\\b.*"))));
        // one is kept with classes of actors alone, which refer to the library anyway
        assertEquals(Set.of(), fields(isStatic.and(field -> field.getType() == ClassValue.class
                && !field.getDeclaringClass().getName().equals(INTERNAL + "proxy.ActorClass")
                && field.getGenericType().getTypeName().contains("pykka."))));
        assertEquals(Set.of(), fields(isStatic.and(field -> Map.class.isAssignableFrom(field.getType())
                && !field.getGenericType().getTypeName().contains("<java.lang.String, "))));
    }

    @Test
    void ruleC11ThereIsOneLockAndNothingForeignIsCalledUnderIt() {
        assertEquals(Set.of(), names(type -> Arrays.stream(type.getDeclaredMethods())
                .anyMatch(method -> Modifier.isSynchronized(method.getModifiers()))));
        // a monitor, of which nothing is done but to wait
        assertEquals(List.of(INTERNAL + "util.GiveWay"),
                CODE.keySet().stream().filter(name -> CODE.get(name).contains("monitorenter")).toList());
        assertEquals(Set.of(), users("java\\.util\\.concurrent\\.(Semaphore|CountDownLatch|CyclicBarrier|Phaser|Exchanger)\\..*"));
        assertEquals(Set.of(INTERNAL + "deadlock.DeadlockDetector"), users("java\\.util\\.concurrent\\.locks\\..*Lock\\..*"));

        String deadlocks = CODE.get(INTERNAL + "deadlock.DeadlockDetector");
        Set<String> called = new TreeSet<>();
        for (String method : List.of("confirm", "cycle", "closes")) {
            String body = deadlocks.split("(?m)^  private static .* " + method + "\\(")[1].split("(?m)^  private static ")[0];
            Pattern.compile("// (?:Interface)?Method ([\\w/$]+)\\.").matcher(body).results().map(call -> call.group(1))
                    .filter(owner -> !owner.startsWith("java/util/")).forEach(called::add);
        }
        Set<String> known = Set.of("deadlock.WaitEdge", "promise.Completer", "promise.BlockingWait").stream()
                .map(name -> (INTERNAL + name).replace('.', '/')).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(known, called);
    }

    /** Text and Printable ask in try blocks of their own; proxies ask a reference. */
    @Test
    void ruleS14ForeignObjectsAreAskedWhatTheySayInGuardedPlacesOnly() {
        assertEquals(Set.of(INTERNAL + "util.SafeThrowable", INTERNAL + "util.SafeText"),
                users("java\\.lang\\.(Object|Throwable)"
                + "\\.(toString|getMessage|getLocalizedMessage|printStackTrace|getCause|getSuppressed):.*"));
        Set<String> comparing = new TreeSet<>(users("java\\.lang\\.(Object|Throwable)\\.(equals|hashCode):.*"));
        comparing.removeAll(Set.of(INTERNAL + "proxy.ProxyHandler",
                // completers, which from 18 on javac names by their interface
                INTERNAL + "deadlock.WaitEdge", INTERNAL + "deadlock.WaitForGraph"));
        assertEquals(Set.of(), comparing);
        assertEquals(Set.of(), users("java\\.util\\.Objects\\.(toString|equals|hash|hashCode):.*"));
    }
}
