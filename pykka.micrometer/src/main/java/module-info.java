/** Meters of actors, for Micrometer. */
module pykka.micrometer {
    requires transitive pykka.api;
    // an automatic module: its jar has no descriptor
    requires micrometer.core;
    // annotations, not needed at run time
    requires static org.jspecify;
    requires static org.osgi.annotation.versioning;

    exports pykka.micrometer;
}
