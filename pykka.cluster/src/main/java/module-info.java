/** Actors of other JVMs: published under names, found by them, and used by the same references and proxies. */
module pykka.cluster {
    requires transitive pykka.api;
    requires org.jgroups;
    requires org.slf4j;
    // a framework brings them
    requires static org.osgi.service.cm;
    requires static osgi.core;
    // annotations, not needed at run time
    requires static org.jspecify;
    requires static org.osgi.annotation.versioning;

    exports pykka.cluster;
}
