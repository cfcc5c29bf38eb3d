/** For tests of actors: a JUnit Jupiter extension, a runtime that steps, and a recorder of what is logged. */
module pykka.testkit {
    requires transitive pykka.api;
    requires transitive org.junit.jupiter.api;
    requires transitive org.slf4j;
    // annotations, not needed at run time
    requires static org.jspecify;
    requires static org.osgi.annotation.versioning;

    exports pykka.testkit;
    exports pykka.testkit.log;
    exports pykka.testkit.schedule;
}
