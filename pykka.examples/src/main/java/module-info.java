/** The examples of the original. */
module pykka.examples {
    requires pykka.api;
    // annotations, not needed at run time
    requires static org.jspecify;
    requires static osgi.annotation;
}
