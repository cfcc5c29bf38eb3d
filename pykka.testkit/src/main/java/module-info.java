/** The contract suite that every runtime must pass, and a JUnit Jupiter extension for tests of actors. */
module pykka.testkit {
    requires transitive pykka.api;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires transitive org.slf4j;
    // annotations, not needed at run time
    requires static org.jspecify;
    requires static osgi.annotation;

    exports pykka.testkit;
    exports pykka.testkit.contract;
    exports pykka.testkit.log;

    // the runtimes that the contract suite runs on
    uses pykka.api.spi.ActorRuntime;

    // JUnit calls the tests, which are not public
    opens pykka.testkit.contract;
}
