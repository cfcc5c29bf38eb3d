/** Proxies, typed and by name: members, conversions, access, raw messages, and errors that say what to do. */
@NullMarked
package pykka.tck.proxy;

import org.jspecify.annotations.NullMarked;
