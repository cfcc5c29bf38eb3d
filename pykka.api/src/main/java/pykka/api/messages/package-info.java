/**
 * The messages that proxies send. Users may tell or ask them, too, to call a method or to read or write an attribute of an actor
 * without making a proxy.
 */
@NullMarked
@Version("1.0.0")
package pykka.api.messages;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
