package pykka.testkit.schedule;

import java.time.Duration;

/**
 * What ends that would not end by itself.
 *
 * @param patience how long to wait for what other threads may do, before a wait fails that no actor can end
 * @param blocked how long an actor may block its thread by something that is no wait of the library
 * @param steps a drive of more steps comes to no end: actors send to each other for ever
 */
record Limits(Duration patience, Duration blocked, long steps) {
    static final Limits USUAL = new Limits(Duration.ofMillis(100), Duration.ofSeconds(10), 10_000_000);

    Limits patience(Duration time) {
        return new Limits(time, blocked, steps);
    }
}
