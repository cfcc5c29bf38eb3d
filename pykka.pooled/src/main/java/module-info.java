/** The runtime {@code pooled}: actors share few threads. */
module pykka.pooled {
    requires transitive pykka.api;
    requires org.slf4j;
    // annotations, not needed at run time
    requires static org.jspecify;
    requires static org.osgi.annotation.versioning;

    exports pykka.pooled;

    // the same in META-INF/services, for the class path and OSGi
    provides pykka.api.spi.ActorRuntime with pykka.pooled.PooledRuntime;
}
