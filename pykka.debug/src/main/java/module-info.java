/** Looks at actors from outside: tracebacks, signals, jcmd, deadlocks, a watchdog, JFR and JMX. */
module pykka.debug {
    requires transitive pykka.api;
    requires java.management;
    requires org.slf4j;
    // What needs one of these says so where it is missing; jdk.unsupported and jdk.management are used by name alone.
    requires static java.instrument;
    requires static jdk.attach;
    requires static jdk.jfr;
    // a framework brings it
    requires static osgi.core;
    // annotations, not needed at run time
    requires static org.jspecify;
    requires static org.osgi.annotation.versioning;

    exports pykka.debug;

    provides pykka.api.spi.FirstStartListener with pykka.debug.internal.SwitchedByProperty;
}
