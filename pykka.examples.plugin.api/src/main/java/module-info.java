/** What others see of the example plugin. */
module pykka.examples.plugin.api {
    requires static osgi.annotation;

    exports pykka.examples.plugin.api;
}
