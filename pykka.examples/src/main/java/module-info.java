/** The examples of the original. Their runtime is found by ServiceLoader. */
module pykka.examples {
    requires pykka.api;
    requires pykka.debug;
    // signals
    requires jdk.unsupported;
}
