/** The service of the example plugin. */
@Version("1.0.0")
package pykka.examples.plugin.api;

import org.osgi.annotation.versioning.Version;
