package pykka.api.internal.proxy;

/** What a method of a proxy does. */
enum MemberKind {
    CALL, DEFER, READ, WRITE, NESTED, DEFAULT, STOP, ACTOR_REF
}
