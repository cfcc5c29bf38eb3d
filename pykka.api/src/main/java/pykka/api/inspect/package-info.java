/**
 * What tools read: snapshots of the actors, one listener, and the counters of the contract suite. Strings and numbers only: no
 * reply, no live actor and no thread is handed out, and a message only to a listener of dead letters that says that it wants it.
 */
@NullMarked
@Version("1.0.0")
package pykka.api.inspect;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
