package pykka.api.internal.proxy;

/** What a method of a proxy does. Entries, which are of JDK types only, hold its ordinal. */
public enum MemberKind {
    CALL, DEFER, READ, WRITE, NESTED, DEFAULT, STOP, ACTOR_REF;

    private static final MemberKind[] ALL = values();

    static MemberKind of(Object[] entry) {
        return ALL[(Integer) entry[0]];
    }
}
