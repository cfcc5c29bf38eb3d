/** The context of OpenTelemetry in actors, and spans of asks. */
module pykka.opentelemetry {
    requires transitive pykka.api;
    // automatic modules: their jars have no descriptors
    requires io.opentelemetry.api;
    requires io.opentelemetry.context;
    // annotations, not needed at run time
    requires static org.jspecify;
    requires static org.osgi.annotation.versioning;

    exports pykka.opentelemetry;

    // the same in META-INF/services, for the class path and OSGi
    provides pykka.api.spi.ContextCarrier with pykka.opentelemetry.OpenTelemetryCarrier;
}
