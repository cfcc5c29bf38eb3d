/** What others see of the example plugin. */
module pykka.examples.plugin.api {
    requires static org.osgi.annotation.versioning;

    exports pykka.examples.plugin.api;
}
