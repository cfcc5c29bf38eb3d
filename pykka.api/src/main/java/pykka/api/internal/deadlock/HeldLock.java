package pykka.api.internal.deadlock;

/** A lock that one thread is blocked for and another one holds. Compared by {@link WaitEdge}. */
record HeldLock(Thread thread, String name, Thread holder) {}
