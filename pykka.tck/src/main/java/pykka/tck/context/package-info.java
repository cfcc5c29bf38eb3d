/** What travels with messages. */
@NullMarked
package pykka.tck.context;

import org.jspecify.annotations.NullMarked;
