package pykka.api.spi;

/**
 * Told once that this library is about to start its first actor in the JVM. For tools that are switched on without code: found by
 * ServiceLoader, outside of OSGi, and only if the property {@code pykka.debug} is set, so that others pay nothing. In a framework
 * a bundle has its own activator.
 */
@FunctionalInterface
public interface FirstStartListener {
    /**
     * Called on the thread that starts the actor, or another one at the same time, before the actor is constructed or after.
     * What it throws is logged, and the start goes on.
     */
    void firstStart();
}
