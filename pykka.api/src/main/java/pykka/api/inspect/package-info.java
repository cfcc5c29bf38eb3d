/**
 * What tools read: snapshots of the actors, one listener, and the counters of the contract suite. Strings and numbers only: no
 * message, no reply, no live actor and no thread is handed out.
 */
@NullMarked
@Version("1.0.0")
package pykka.api.inspect;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
