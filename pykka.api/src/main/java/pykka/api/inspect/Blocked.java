package pykka.api.inspect;

/**
 * A thread that is blocked for a lock without a time limit.
 *
 * @param thread the thread
 * @param lock the lock, in words
 * @param holder the thread that holds it
 */
public record Blocked(Thread thread, String lock, Thread holder) {}
