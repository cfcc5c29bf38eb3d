package pykka.cluster.internal.codec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pykka.cluster.internal.text.ForeignText;

/**
 * Which classes messages may consist of, by name, so that a class can be refused without being loaded: values of the JDK, the
 * exceptions of this library, and what the user names. What can run code of its own choice when it is read is never on it.
 */
public final class AllowList {
    /** Refused even if the user's packages hold them. */
    private static final List<String> NEVER = List.of("java.lang.invoke.", "java.lang.reflect.", "java.lang.module.",
            "java.rmi.", "java.beans.", "java.net.URL", "java.security.", "java.awt.", "javax.", "sun.", "com.sun.", "jdk.",
            "org.jgroups.", "pykka.cluster.internal.");
    /** Too much for a package that holds messages. */
    private static final Set<String> TOO_WIDE = Set.of("com.", "org.", "net.", "io.", "edu.", "gov.", "de.", "eu.", "uk.", "java.",
            "java.lang.", "java.util.", "jakarta.", "scala.", "kotlin.", "groovy.", "org.apache.", "org.springframework.");

    private static final Set<String> JDK = Stream.of(
                    names("java.lang.", "Object Number Boolean Byte Character Short Integer Long Float Double String Enum Record"
                            + " Comparable CharSequence Iterable Class Void StackTraceElement"),
                    names("", "boolean byte char short int long float double void"),
                    names("java.lang.", "Throwable Exception RuntimeException Error AssertionError ArithmeticException"
                            + " ArrayStoreException ClassCastException ClassNotFoundException CloneNotSupportedException"
                            + " IllegalArgumentException IllegalStateException IllegalMonitorStateException"
                            + " IllegalThreadStateException IndexOutOfBoundsException ArrayIndexOutOfBoundsException"
                            + " StringIndexOutOfBoundsException InterruptedException NegativeArraySizeException"
                            + " NoSuchFieldException NoSuchMethodException ReflectiveOperationException NullPointerException"
                            + " NumberFormatException SecurityException UnsupportedOperationException"),
                    names("java.io.", "Serializable Externalizable IOException UncheckedIOException EOFException"
                            + " FileNotFoundException"),
                    names("java.math.", "BigInteger BigDecimal MathContext RoundingMode"),
                    names("java.net.", "URI URISyntaxException"),
                    names("java.time.", "Ser Duration Instant LocalDate LocalTime LocalDateTime ZonedDateTime OffsetDateTime"
                            + " OffsetTime Period Year YearMonth MonthDay Month DayOfWeek ZoneId ZoneOffset ZoneRegion"
                            + " DateTimeException format.DateTimeParseException temporal.ChronoUnit"),
                    names("java.util.", "Collection List Set Map Map$Entry SortedMap SortedSet NavigableMap NavigableSet Queue Deque"
                            + " RandomAccess AbstractCollection AbstractList AbstractSequentialList AbstractSet AbstractMap"
                            + " AbstractQueue ArrayList LinkedList ArrayDeque PriorityQueue Vector Stack HashMap LinkedHashMap"
                            + " HashSet LinkedHashSet TreeMap TreeSet Hashtable Dictionary Properties EnumMap EnumSet"
                            + " EnumSet$SerializationProxy BitSet Optional UUID Date Locale Currency CollSer Arrays$ArrayList"
                            + " AbstractMap$SimpleEntry AbstractMap$SimpleImmutableEntry Comparator"
                            + " NoSuchElementException ConcurrentModificationException MissingResourceException"
                            + " EmptyStackException InputMismatchException"),
                    names("java.util.Collections$", "EmptyList EmptySet EmptyMap SingletonList SingletonSet SingletonMap CopiesList"
                            + " UnmodifiableCollection UnmodifiableList UnmodifiableRandomAccessList UnmodifiableSet"
                            + " UnmodifiableSortedSet UnmodifiableNavigableSet UnmodifiableMap UnmodifiableSortedMap"
                            + " UnmodifiableNavigableMap SynchronizedCollection SynchronizedList SynchronizedRandomAccessList"
                            + " SynchronizedSet SynchronizedMap SetFromMap ReverseComparator ReverseComparator2"),
                    names("java.lang.", "String$CaseInsensitiveComparator"),
                    names("java.util.concurrent.", "TimeUnit TimeoutException CancellationException CompletionException"
                            + " ExecutionException RejectedExecutionException CopyOnWriteArrayList CopyOnWriteArraySet"
                            + " ConcurrentMap ConcurrentHashMap ConcurrentHashMap$Segment locks.ReentrantLock"
                            + " locks.ReentrantLock$Sync locks.ReentrantLock$NonfairSync locks.AbstractQueuedSynchronizer"
                            + " locks.AbstractOwnableSynchronizer atomic.AtomicBoolean atomic.AtomicInteger atomic.AtomicLong"
                            + " atomic.AtomicReference"),
                    names("pykka.api.", "ActorRef ActorException ActorDeadException ActorDeadlockException ActorInboxFullException"
                            + " ActorInterruptedException ActorMemberException ActorStarvationException ActorTimeoutException"),
                    names("pykka.cluster.", "ClusterException"))
            .flatMap(names -> names)
            .collect(Collectors.toUnmodifiableSet());

    private final List<String> packages = new ArrayList<>();
    private final Set<String> classes = new HashSet<>(JDK);

    private AllowList() {}

    private static Stream<String> names(String prefix, String names) {
        return Stream.of(names.split(" ")).map(name -> prefix + name);
    }

    /**
     * Makes a list.
     *
     * @param names what to allow beside values of the JDK: with a dot at the end, a package and those below it; without, one
     *     class, by its binary name, with those nested in it
     * @throws IllegalArgumentException if a name is empty, names what is never allowed, or names much more than a package
     */
    public static AllowList of(Collection<String> names) {
        AllowList list = new AllowList();
        for (String name : names) {
            check(name);
            if (name.endsWith(".")) {
                list.packages.add(name);
            } else {
                list.classes.add(name);
                list.packages.add(name + "$");
            }
        }
        return list;
    }

    private static void check(String name) {
        if (!name.matches("([\\p{L}_$][\\p{L}\\p{N}_$]*\\.)*([\\p{L}_$][\\p{L}\\p{N}_$]*)?") || name.isEmpty()) {
            throw new IllegalArgumentException("Neither a package, as \"com.acme.shop.\", nor a class: \""
                    + ForeignText.clean(name) + "\"");
        }
        if (never(name)) {
            throw new IllegalArgumentException(name + " may never be sent: such objects can run code of the sender's choice");
        }
        if (TOO_WIDE.contains(name) || name.startsWith("java.") && name.endsWith(".")) {
            throw new IllegalArgumentException(name + " is too much to allow: name the packages or classes of your messages");
        }
    }

    private static boolean never(String name) {
        for (String start : NEVER) {
            if (name.startsWith(start)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a class is on the list. That of an array is if that of its elements is. */
    boolean allows(String name) {
        String element = name.startsWith("[") ? element(name) : name;
        if (classes.contains(element)) {
            return true;
        }
        for (String start : packages) {
            if (element.startsWith(start)) {
                return !never(element);
            }
        }
        return false;
    }

    /** Returns the class of the elements of an array. */
    private static String element(String array) {
        int brackets = 0;
        while (brackets < array.length() && array.charAt(brackets) == '[') {
            brackets++;
        }
        String rest = array.substring(brackets);
        if (rest.length() == 1 && "BCDFIJSZ".contains(rest)) {
            return "int"; // for all primitives
        }
        return rest.startsWith("L") && rest.endsWith(";") ? rest.substring(1, rest.length() - 1) : "?";
    }
}
