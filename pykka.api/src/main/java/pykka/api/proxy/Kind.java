package pykka.api.proxy;

/** What a method of a proxy does. Entries, which are of JDK types only, keep it as its number. */
public enum Kind {
    CALL, DEFER, READ, WRITE, NESTED, DEFAULT, STOP, ACTOR_REF;

    private static final Kind[] ALL = values();

    static Kind of(Object[] entry) {
        return ALL[(Integer) entry[0]];
    }
}
