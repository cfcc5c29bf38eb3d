/** The contract suite that every runtime must pass. */
module pykka.tck {
    requires transitive pykka.api;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires pykka.testkit;
    // annotations, not needed at run time
    requires static org.jspecify;
    requires static osgi.annotation;

    exports pykka.tck;

    // the runtimes that the suite runs on
    uses pykka.api.spi.ActorRuntime;

    // JUnit calls the tests, which are not public
    opens pykka.tck;
}
