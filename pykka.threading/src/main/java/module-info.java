/** Runtimes with a thread for each actor, {@code threading} and {@code virtual}, and one for the executors of others. */
module pykka.threading {
    requires transitive pykka.api;
    requires org.slf4j;
    // annotations, not needed at run time
    requires static org.jspecify;
    requires static org.osgi.annotation.versioning;

    exports pykka.threading;

    // the same in META-INF/services, for the class path and OSGi
    provides pykka.api.spi.ActorRuntime with
        pykka.threading.ThreadingRuntime,
        pykka.threading.VirtualRuntime;
}
