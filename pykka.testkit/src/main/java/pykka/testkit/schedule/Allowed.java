package pykka.testkit.schedule;

/**
 * What does not fail a body.
 *
 * @param deadLetters messages may be lost
 * @param deadlocks waits of actors may fail because nothing can end them
 */
record Allowed(boolean deadLetters, boolean deadlocks) {
    static final Allowed NOTHING = new Allowed(false, false);
}
