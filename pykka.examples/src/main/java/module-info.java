/** The examples of the original. Their runtime is found by ServiceLoader. */
module pykka.examples {
    requires pykka.api;
    requires pykka.cluster;
    requires pykka.debug;
    // signals
    requires jdk.unsupported;

    // the compact form of records, and calls of published interfaces
    opens pykka.examples to pykka.cluster;
}
