/** The example plugin. */
module pykka.examples.plugin {
    requires pykka.api;
    requires pykka.examples.plugin.api;
    // of the framework
    requires static osgi.core;
    // annotations, not needed at run time
    requires static org.osgi.service.component.annotations;
}
