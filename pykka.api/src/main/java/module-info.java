/** Actors, refs, futures, proxies and the registry; the SPI that a runtime implements. */
module pykka.api {
    requires org.slf4j;
    // annotations, not needed at run time
    requires static org.jspecify;
    requires static org.osgi.annotation.versioning;
    // of the framework, where there is one
    requires static osgi.core;

    exports pykka.api;
    exports pykka.api.inspect;
    exports pykka.api.messages;
    exports pykka.api.spi;

    uses pykka.api.spi.ActorRuntime;
    uses pykka.api.spi.ContextCarrier;
    uses pykka.api.spi.FirstStartListener;
}
